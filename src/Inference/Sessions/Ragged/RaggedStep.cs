using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Ragged;

/// <summary>
/// Runs the decoder-step graph over rows that are added one by one: one token a row in, the next token's scores out. All memory is bound
/// once for each number of rows; with a number that was seen before, a step allocates nothing.
/// </summary>
internal sealed class RaggedStep : IDisposable
{
    private readonly OnnxSessions _sessions;
    private readonly RaggedMemory _memory;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding?[] _bindings; // by number of rows
    private readonly TensorBuffer _tokenIds = new(TensorElementType.Int64);
    private readonly TensorBuffer _positions = new(TensorElementType.Int64);
    private readonly TensorBuffer _cells = new(TensorElementType.Int32);
    private readonly TensorBuffer _slots = new(TensorElementType.Int32);
    private readonly TensorBuffer _lengths = new(TensorElementType.Int32);
    private readonly TensorBuffer _logits;
    private readonly TensorBuffer _columns = new(TensorElementType.Float);
    private readonly TensorBuffer _scales = new(TensorElementType.Float);
    private readonly int _vocabulary;
    private readonly bool _isScaled;

    public RaggedStep(OnnxSessions sessions, RaggedMemory memory)
    {
        (_sessions, _memory) = (sessions, memory);
        _vocabulary = sessions.Manifest.Architecture.VocabularySize;
        _isScaled = sessions.DecoderStep.OutputMetadata.ContainsKey(RaggedGraphNames.LogitScales);
        _logits = new TensorBuffer(_isScaled ? TensorElementType.Int32 : TensorElementType.Float);
        _columns.Reserve(_vocabulary);
        _bindings = new OrtIoBinding?[memory.MaxRows + 1];
        foreach (var buffer in new[] { _tokenIds, _positions, _slots, _lengths, _scales })
        {
            buffer.Reserve(memory.MaxRows);
        }

        _cells.Reserve((long)memory.MaxRows * memory.MaxPositions);
        _logits.Reserve((long)memory.MaxRows * _vocabulary);
    }

    /// <summary>R: the rows of the step.</summary>
    public int Rows { get; private set; }

    public void Clear() => Rows = 0;

    /// <summary>Adds a row.</summary>
    /// <param name="tokenId">Its last token.</param>
    /// <param name="cells">[position + 1] the cache rows of its tokens; that of <paramref name="tokenId"/> last.</param>
    /// <param name="slot">Its source.</param>
    /// <param name="sourceTokens">How many tokens the source has.</param>
    public void Add(int tokenId, ReadOnlySpan<int> cells, int slot, int sourceTokens)
    {
        var row = Rows++;
        _tokenIds.Span<long>(Rows)[row] = tokenId;
        _positions.Span<long>(Rows)[row] = cells.Length - 1;
        _slots.Span<int>(Rows)[row] = slot;
        _lengths.Span<int>(Rows)[row] = sourceTokens;
        cells.CopyTo(_cells.Slice<int>((long)row * _memory.MaxPositions, _memory.MaxPositions));
    }

    /// <summary>Runs the rows; each row's key and value stand in its last cell afterwards. Again with the same rows, it does the same.</summary>
    public void Run() => _sessions.DecoderStep.RunWithBinding(_runOptions, _bindings[Rows] ??= Bind(Rows));

    /// <summary>
    /// [vocabulary] the scores of a row divided by <see cref="LogitScale"/>, valid and writable until the next call of <see cref="Run"/>. To be called once a row and run:
    /// what an int8 graph gives becomes numbers in place.
    /// </summary>
    public Span<float> TakeLogits(int row)
    {
        var start = (long)row * _vocabulary;
        return _isScaled
            ? WholeLogits.Scale(_logits.Slice<int>(start, _vocabulary), _columns.Span<float>(_vocabulary))
            : _logits.Slice<float>(start, _vocabulary);
    }

    /// <summary>What a row's logits are to be multiplied by; 1 in fp32.</summary>
    public float LogitScale(int row)
    {
        // A row of zeros has the factor 0, and its logits are 0 with any other.
        var scale = _isScaled ? _scales.Span<float>(Rows)[row] : 1f;
        return scale == 0f ? 1f : scale;
    }

    public void Dispose()
    {
        foreach (var binding in _bindings)
        {
            binding?.Dispose();
        }

        _runOptions.Dispose();
        foreach (var buffer in new[] { _tokenIds, _positions, _cells, _slots, _lengths, _logits, _columns, _scales })
        {
            buffer.Dispose();
        }
    }

    private OrtIoBinding Bind(int rows)
    {
        var (count, positions, floats) = (_memory.MaxRows, _memory.MaxPositions, _memory.TokenFloats);
        var binding = _sessions.DecoderStep.CreateIoBinding();
        BindInput(binding, RaggedGraphNames.TokenIds, _tokenIds, rows);
        BindInput(binding, RaggedGraphNames.Positions, _positions, rows);
        BindInput(binding, RaggedGraphNames.Cells, _cells, rows, positions);
        BindInput(binding, RaggedGraphNames.Cache, _memory.Cache, count, positions, floats);
        BindInput(binding, RaggedGraphNames.Sources, _memory.Sources, count, positions, floats);
        BindInput(binding, RaggedGraphNames.SourceSlots, _slots, rows);
        BindInput(binding, RaggedGraphNames.SourceLengths, _lengths, rows);
        using var logits = _logits.Tensor(rows, _vocabulary);
        binding.BindOutput(RaggedGraphNames.Logits, logits);
        if (_isScaled)
        {
            using var scales = _scales.Tensor(rows);
            binding.BindOutput(RaggedGraphNames.LogitScales, scales);
            using var columns = _columns.Tensor(_vocabulary);
            binding.BindOutput(RaggedGraphNames.LogitColumns, columns);
        }

        return binding;
    }

    private static void BindInput(OrtIoBinding binding, string name, TensorBuffer buffer, params ReadOnlySpan<long> shape)
    {
        using var tensor = buffer.Tensor(shape);
        binding.BindInput(name, tensor);
    }
}
