using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Ragged;

/// <summary>Runs the encoder graph over sources that stand back to back, with no padding between them, and puts each one's result into its slot.</summary>
internal sealed class RaggedEncoder : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly RaggedMemory _memory;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();
    private readonly TensorBuffer _sourceIds = new(TensorElementType.Int64);
    private readonly TensorBuffer _positions = new(TensorElementType.Int64);
    private readonly TensorBuffer _starts = new(TensorElementType.Int32);
    private readonly TensorBuffer _encoded = new(TensorElementType.Float);

    public RaggedEncoder(OnnxSessions sessions, RaggedMemory memory)
    {
        (_sessions, _memory) = (sessions, memory);
        _binding = sessions.Encoder.CreateIoBinding();
    }

    /// <summary>Encodes sources into slots.</summary>
    /// <param name="sources">[S] ids, at least one each.</param>
    /// <param name="slots">[S].</param>
    public void Encode(IReadOnlyList<IReadOnlyList<int>> sources, ReadOnlySpan<int> slots)
    {
        var tokens = Fill(sources);
        Bind(sources.Count, tokens);
        _sessions.Encoder.RunWithBinding(_runOptions, _binding);
        var encoded = _encoded.Span<float>(tokens * _memory.TokenFloats);
        for (var s = 0; s < slots.Length; s++)
        {
            var own = encoded[..(sources[s].Count * _memory.TokenFloats)];
            own.CopyTo(_memory.Sources.Slice<float>((long)slots[s] * _memory.MaxPositions * _memory.TokenFloats, own.Length));
            encoded = encoded[own.Length..];
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _runOptions.Dispose();
        foreach (var buffer in new[] { _sourceIds, _positions, _starts, _encoded })
        {
            buffer.Dispose();
        }
    }

    private int Fill(IReadOnlyList<IReadOnlyList<int>> sources)
    {
        var tokens = sources.Sum(source => source.Count);
        _sourceIds.Reserve(tokens);
        _positions.Reserve(tokens);
        _starts.Reserve(sources.Count + 1);
        _encoded.Reserve((long)tokens * _memory.TokenFloats);
        var ids = _sourceIds.Span<long>(tokens);
        var positions = _positions.Span<long>(tokens);
        var starts = _starts.Span<int>(sources.Count + 1);
        var n = 0;
        for (var s = 0; s < sources.Count; s++)
        {
            starts[s] = n;
            for (var i = 0; i < sources[s].Count; i++, n++)
            {
                (ids[n], positions[n]) = (sources[s][i], i);
            }
        }

        starts[^1] = n;
        return tokens;
    }

    private void Bind(int sentences, int tokens)
    {
        using var ids = _sourceIds.Tensor(tokens);
        using var positions = _positions.Tensor(tokens);
        using var starts = _starts.Tensor(sentences + 1);
        using var encoded = _encoded.Tensor(tokens, _memory.TokenFloats);
        _binding.BindInput(RaggedGraphNames.SourceIds, ids);
        _binding.BindInput(RaggedGraphNames.Positions, positions);
        _binding.BindInput(RaggedGraphNames.Starts, starts);
        _binding.BindOutput(RaggedGraphNames.Sources, encoded);
    }
}
