using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions;

/// <summary>Runs the encoder graph, which writes the keys and values of cross-attention where the decoder will read them.</summary>
internal sealed class EncoderSession : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();
    private readonly TensorBuffer _sourceIds = new(TensorElementType.Int64);

    public EncoderSession(OnnxSessions sessions)
    {
        _sessions = sessions;
        _binding = sessions.Encoder.CreateIoBinding();
    }

    /// <summary>Encodes sentences into the slots of a state that has their shape.</summary>
    /// <param name="sources">[S] source ids, at most T each.</param>
    /// <param name="mask">Set for these sentences here.</param>
    /// <param name="state">Its shape gives S and T.</param>
    public void Run(IReadOnlyList<IReadOnlyList<int>> sources, SourceMask mask, DecoderState state)
    {
        var (sentences, tokens) = (state.Shape.Sentences, state.Shape.SourceTokens);
        Debug.Assert(VocabularyLayout.PadId == 0, "Padding is cleared memory.");
        _sourceIds.Reserve((long)sentences * tokens);
        mask.Reset(sentences, tokens);
        var ids = _sourceIds.Span<long>(sentences * tokens);
        ids.Clear();
        for (var slot = 0; slot < sentences; slot++)
        {
            var source = sources[slot];
            for (var i = 0; i < source.Count; i++)
            {
                ids[(slot * tokens) + i] = source[i];
            }

            mask.Set(slot, source.Count);
        }

        Bind(mask, state);
        _sessions.Encoder.RunWithBinding(_runOptions, _binding);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _runOptions.Dispose();
        _sourceIds.Dispose();
    }

    private void Bind(SourceMask mask, DecoderState state)
    {
        var architecture = _sessions.Manifest.Architecture;
        var (sentences, tokens) = (state.Shape.Sentences, state.Shape.SourceTokens);
        using var ids = _sourceIds.Tensor(sentences, tokens);
        using var maskValue = mask.Buffer.Tensor(sentences, 1, 1, tokens);
        _binding.BindInput(GraphNames.SourceIds, ids);
        _binding.BindInput(GraphNames.SourceMask, maskValue);
        for (var layer = 0; layer < architecture.DecoderLayers; layer++)
        {
            using var key = state.Cross[2 * layer].Tensor(sentences, architecture.AttentionHeads, tokens, architecture.HeadDimension);
            using var value = state.Cross[(2 * layer) + 1].Tensor(sentences, architecture.AttentionHeads, tokens, architecture.HeadDimension);
            _binding.BindOutput(GraphNames.CrossKey(layer), key);
            _binding.BindOutput(GraphNames.CrossValue(layer), value);
        }
    }
}
