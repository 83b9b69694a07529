using TranslationService.Artifacts.Packages;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Model;
using TranslationService.Model.Checkpoints;
using TranslationService.Model.Search;

namespace TranslationService.Parity.Tests;

/// <summary>One checkpoint in both engines: the TorchSharp model with its slow search, and the exported graphs with the fast one.</summary>
internal sealed class TwoEngines : IDisposable
{
    public const float ScoreTolerance = 1e-4f;

    private readonly Transformer _model;

    public TwoEngines(string checkpointFolder, ModelPackage package)
    {
        // Models this small gain nothing from a second thread.
        TorchSharp.torch.set_num_threads(1);
        _model = ModelWeights.Load(checkpointFolder);
        Torch = new ReferenceBeamSearch(_model, package.Manifest.Vocabulary);
        Onnx = SentenceDecoder.Load(package);
    }

    public ReferenceBeamSearch Torch { get; }

    public SentenceDecoder Onnx { get; }

    public void Dispose()
    {
        Onnx.Dispose();
        _model.Dispose();
    }

    /// <summary>Searches all sentences in one call of the fast engine and one by one in the slow engine: the same tokens, scores within the tolerance.</summary>
    public void AssertSameHypotheses(IReadOnlyList<SentenceRequest> sentences)
    {
        var fast = Onnx.Search(sentences);
        Assert.Equal(sentences.Count, fast.Count);
        foreach (var (sentence, hypotheses) in sentences.Zip(fast))
        {
            var slow = Torch.Search(sentence.SourceIds, new ReferenceSearchOptions
            {
                BeamSize = sentence.Options.BeamSize,
                NBest = sentence.Options.NBest,
                LengthPenalty = sentence.Options.LengthPenalty,
                MinTargetTokens = sentence.Options.MinTargetTokens,
                MaxTargetTokens = sentence.MaxTargetTokens,
            });
            Assert.Equal(slow.Select(h => string.Join(' ', h.Ids)), hypotheses.Select(h => string.Join(' ', h.Ids)));
            foreach (var (expected, actual) in slow.Zip(hypotheses))
            {
                Assert.Equal(expected.Score, actual.Score, ScoreTolerance);
            }
        }
    }

    /// <summary>The largest difference between the two engines' logits along a forced target.</summary>
    public float LargestLogitsDifference(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds)
    {
        var expected = Torch.ForcedLogits(sourceIds, targetIds); // [target, vocabulary]
        var actual = Onnx.Logits(sourceIds, targetIds);
        return actual.SelectMany(row => row).Zip(expected.Values, (a, e) => Math.Abs(a - e)).Max();
    }
}
