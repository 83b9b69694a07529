using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.Inference.Decoding;
using TranslationService.Tokenization;

namespace TranslationService.Parity.Tests;

/// <summary>The checkpoint that ships, exported afresh in fp32, on sentences that its probes do not have.</summary>
public sealed class TrainedModelParityTests : IDisposable
{
    private static readonly string[] Sentences =
    [
        "Yes.",
        "The bakery on the corner opens at half past six.",
        "Could you please tell me how long the meeting will take?",
        "My brother's bicycle was stolen last night, but the police found it again this morning.",
        "Prices rose by 3.5% in 2019 — nobody knows why.",
        "Naïve café owners 🙂 rarely worry about žluťoučký kůň.",
    ];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly ModelPackage _package;
    private readonly TwoEngines _engines;
    private readonly SubwordTokenizer _tokenizer;

    public TrainedModelParityTests()
    {
        var checkpoint = Path.Combine(Repository.Root, "models", "en-de");
        _package = PackageWriter.Write(checkpoint, _folder, new PackageOptions { Precision = Precision.Fp32, Version = "test" });
        _engines = new TwoEngines(checkpoint, _package);
        _tokenizer = SubwordTokenizer.Load(_package.TokenizerPath, _package.Manifest.Vocabulary);
    }

    public void Dispose()
    {
        _engines.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void Fresh_sentences_are_translated_token_for_token_alike(int beamSize)
    {
        var options = new DecodingOptions { BeamSize = beamSize, NBest = beamSize };
        var longest = _package.Manifest.Architecture.MaxPositions;

        _engines.AssertSameHypotheses([.. Sentences.Select(sentence =>
        {
            var ids = _tokenizer.EncodeSource(sentence, "de");
            return new SentenceRequest(ids, options, options.MaxTargetTokens(ids.Length, longest));
        })]);
    }

    [Fact]
    public void A_source_of_one_token_and_one_of_the_longest_length_agree_side_by_side()
    {
        var longest = _package.Manifest.Architecture.MaxPositions;
        var words = _tokenizer.EncodeSource(string.Join(' ', Enumerable.Repeat(string.Join(' ', Sentences[..4]), longest / 8)), "de");
        var options = new DecodingOptions { BeamSize = 4, NBest = 4, LengthPenalty = 0.6f };

        _engines.AssertSameHypotheses([
            new SentenceRequest([Artifacts.Checkpoints.VocabularyLayout.EndId], options, 12),
            new SentenceRequest([.. words[..(longest - 1)], Artifacts.Checkpoints.VocabularyLayout.EndId], options, 12),
        ]);
    }

    [Fact]
    public void Logits_along_the_models_own_translations_agree()
    {
        var options = new DecodingOptions();
        foreach (var sentence in Sentences)
        {
            var ids = _tokenizer.EncodeSource(sentence, "de");
            var best = _engines.Onnx.Search([new SentenceRequest(ids, options, options.MaxTargetTokens(ids.Length, 512))])[0][0];

            Assert.InRange(_engines.LargestLogitsDifference(ids, [Artifacts.Checkpoints.VocabularyLayout.BeginId, .. best.Ids]), 0f, 1e-4f);
        }
    }
}
