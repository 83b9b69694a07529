using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Runs the encoder graph into memory of its own on the device, and copies each sentence's keys and values from there into its slot.</summary>
internal sealed class DeviceEncoder : IDisposable
{
    private readonly DeviceContext _context;
    private readonly LineMover _mover;
    private readonly LineMoves _moves = new();
    private readonly RunOptions _options = new();
    private readonly string[] _outputNames;

    // [2 × layers], large enough for the largest batch so far.
    private DeviceTensor[] _staging = [];

    public DeviceEncoder(DeviceContext context, LineMover mover)
    {
        _context = context;
        _mover = mover;
        _outputNames =
        [
            .. Enumerable.Range(0, context.Architecture.DecoderLayers).SelectMany(layer => new[] { GraphNames.CrossKey(layer), GraphNames.CrossValue(layer) }),
        ];
    }

    /// <summary>Encodes sentences into slots.</summary>
    /// <param name="sources">[sentence] ids, at most T of the memory's shape.</param>
    /// <param name="slots">[sentence] their slots.</param>
    /// <param name="memory">Whose slots.</param>
    /// <returns>Tokens that were computed and are none.</returns>
    public long Encode(IReadOnlyList<IReadOnlyList<int>> sources, IReadOnlyList<int> slots, LaneMemory memory)
    {
        var (sentences, tokens) = (LaneSlots.Bucket(sources.Count), memory.Shape.SourceTokens);
        Reserve(sentences * memory.CrossWidth);
        var architecture = _context.Architecture;
        Run(sources, sentences, tokens, [.. _staging.Select(tensor => tensor.View(0, sentences, architecture.AttentionHeads, tokens, architecture.HeadDimension))]);
        _moves.Clear();
        for (var i = 0; i < slots.Count; i++)
        {
            _moves.Add(i, slots[i]);
        }

        using var lines = new ValueList(_staging.Select(tensor => tensor.View(0, sentences, memory.CrossWidth)));
        _mover.Move(_moves, lines.Values, memory.CrossLines, memory.CrossWidth);
        return ((long)sentences * tokens) - sources.Sum(source => source.Count);
    }

    public void Dispose()
    {
        Free();
        _options.Dispose();
    }

    private void Run(IReadOnlyList<IReadOnlyList<int>> sources, int sentences, int tokens, OrtValue[] outputs)
    {
        using var ids = _context.OnHost(TensorElementType.Int64, (long)sentences * tokens);
        using var mask = _context.OnHost(_context.FloatType, (long)sentences * tokens);
        Fill(sources, ids.Span<long>(), new SourceMask(mask, _context.FloatType, tokens), sentences);
        using var idValue = ids.View(0, sentences, tokens);
        using var maskValue = mask.View(0, sentences, 1, 1, tokens);
        using var results = new ValueList(outputs);
        _context.Sessions.Encoder.Run(
            _options, [GraphNames.SourceIds, GraphNames.SourceMask], [idValue, maskValue], _outputNames, results.Values);
    }

    // Sentences that fill the batch up have one token of padding to look at, lest they look at none.
    private static void Fill(IReadOnlyList<IReadOnlyList<int>> sources, Span<long> ids, SourceMask mask, int sentences)
    {
        ids.Clear();
        var tokens = ids.Length / sentences;
        for (var sentence = 0; sentence < sentences; sentence++)
        {
            var source = sentence < sources.Count ? sources[sentence] : [0];
            for (var i = 0; i < source.Count; i++)
            {
                ids[(sentence * tokens) + i] = source[i];
            }

            mask.Set(sentence, source.Count);
        }
    }

    private void Reserve(long elements)
    {
        if (_staging.Length > 0 && _staging[0].Elements >= elements)
        {
            return;
        }

        Free();
        var staging = new List<DeviceTensor>();
        try
        {
            for (var tensor = 0; tensor < _context.CacheTensors; tensor++)
            {
                staging.Add(_context.OnDevice(_context.FloatType, elements));
            }
        }
        catch
        {
            staging.ForEach(tensor => tensor.Dispose());
            throw;
        }

        _staging = [.. staging];
    }

    private void Free()
    {
        foreach (var tensor in _staging)
        {
            tensor.Dispose();
        }

        _staging = [];
    }
}
