using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions;

/// <summary>
/// Runs the decoder-step graph: one token a row in, the next token's scores out. All its tensors are bound to fixed memory, and bound anew
/// only when the batch changes its shape; a step in between allocates nothing.
/// </summary>
internal sealed class DecoderSession : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();
    private readonly TensorBuffer _tokenIds = new(TensorElementType.Int64);
    private readonly TensorBuffer _positions = new(TensorElementType.Int64);
    private readonly TensorBuffer _pastLengths = new(TensorElementType.Int32);
    private readonly TensorBuffer _totalLength = new(TensorElementType.Int32);
    private readonly TensorBuffer _candidateCount = new(TensorElementType.Int64);
    private readonly TensorBuffer _logits;
    private readonly float[] _row;
    private DecoderShape _shape;

    public DecoderSession(OnnxSessions sessions)
    {
        _sessions = sessions;
        _binding = sessions.DecoderStep.CreateIoBinding();
        _logits = new TensorBuffer(sessions.FloatType);
        _row = new float[sessions.Manifest.Architecture.VocabularySize];
        _totalLength.Reserve(1);
        _candidateCount.Reserve(1);
        _candidateCount.Span<long>(1)[0] = 1;
    }

    /// <summary>Binds the step to a state: needed whenever the state's shape has changed.</summary>
    public void Bind(SourceMask mask, DecoderState state)
    {
        _shape = state.Shape;
        foreach (var buffer in new[] { _tokenIds, _positions, _pastLengths })
        {
            buffer.Reserve(_shape.Rows);
        }

        _logits.Reserve((long)_shape.Rows * _row.Length);
        BindInput(GraphNames.TokenIds, _tokenIds, _shape.Rows);
        BindInput(GraphNames.Positions, _positions, _shape.Rows);
        BindInput(GraphNames.PastLengths, _pastLengths, _shape.Rows);
        BindInput(GraphNames.TotalLength, _totalLength, 1);
        if (_sessions.DecoderStep.InputMetadata.ContainsKey(DeviceGraphNames.CandidateCount))
        {
            BindInput(DeviceGraphNames.CandidateCount, _candidateCount, 1);
        }

        BindInput(GraphNames.SourceMask, mask.Buffer, _shape.Sentences, 1, 1, _shape.SourceTokens);
        BindOutput(GraphNames.Logits, _logits, _shape.Rows, _row.Length);
        BindCaches(state);
    }

    /// <summary>Says what a row feeds into the next step.</summary>
    /// <param name="row">0 … R − 1.</param>
    /// <param name="tokenId">Its last token.</param>
    /// <param name="position">That token's position, which is also how many tokens stand in the row's cache.</param>
    public void SetRow(int row, int tokenId, int position)
    {
        _tokenIds.Span<long>(_shape.Rows)[row] = tokenId;
        _positions.Span<long>(_shape.Rows)[row] = position;
        _pastLengths.Span<int>(_shape.Rows)[row] = position;
    }

    /// <summary>One step of all rows; each row's cache has one token more afterwards.</summary>
    public void Step()
    {
        _totalLength.Span<int>(1)[0] = TensorPrimitives.Max<int>(_pastLengths.Span<int>(_shape.Rows)) + 1;
        _sessions.DecoderStep.RunWithBinding(_runOptions, _binding);
    }

    /// <summary>[vocabulary] the scores of a row in fp32, valid and writable until the next call.</summary>
    public Span<float> Logits(int row)
    {
        var range = (row * _row.Length)..((row + 1) * _row.Length);
        if (_logits.ElementBytes == sizeof(float))
        {
            return _logits.Span<float>(_shape.Rows * _row.Length)[range];
        }

        TensorPrimitives.ConvertToSingle(_logits.Span<Half>(_shape.Rows * _row.Length)[range], _row);
        return _row;
    }

    public void Dispose()
    {
        _binding.Dispose();
        _runOptions.Dispose();
        foreach (var buffer in new[] { _tokenIds, _positions, _pastLengths, _totalLength, _candidateCount, _logits })
        {
            buffer.Dispose();
        }
    }

    private void BindCaches(DecoderState state)
    {
        var architecture = _sessions.Manifest.Architecture;
        var (heads, width) = (architecture.AttentionHeads, architecture.HeadDimension);
        for (var layer = 0; layer < architecture.DecoderLayers; layer++)
        {
            var (key, value) = (2 * layer, (2 * layer) + 1);
            BindInput(GraphNames.CrossKey(layer), state.Cross[key], _shape.Sentences, heads, _shape.SourceTokens, width);
            BindInput(GraphNames.CrossValue(layer), state.Cross[value], _shape.Sentences, heads, _shape.SourceTokens, width);
            BindInput(GraphNames.PastKey(layer), state.Self[key], _shape.Rows, heads, _shape.Capacity, width);
            BindInput(GraphNames.PastValue(layer), state.Self[value], _shape.Rows, heads, _shape.Capacity, width);
            BindOutput(GraphNames.PresentKey(layer), state.Self[key], _shape.Rows, heads, _shape.Capacity, width);
            BindOutput(GraphNames.PresentValue(layer), state.Self[value], _shape.Rows, heads, _shape.Capacity, width);
        }
    }

    private void BindInput(string name, TensorBuffer buffer, params ReadOnlySpan<long> shape)
    {
        using var tensor = buffer.Tensor(shape);
        _binding.BindInput(name, tensor);
    }

    private void BindOutput(string name, TensorBuffer buffer, params ReadOnlySpan<long> shape)
    {
        using var tensor = buffer.Tensor(shape);
        _binding.BindOutput(name, tensor);
    }
}
