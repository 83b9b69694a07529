using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Runs the graphs along a target that is given, one sentence in one row, and hands out all scores: for checking a package, not for speed.</summary>
internal sealed class ForcedLogits : IDisposable
{
    private readonly DeviceContext _context;
    private readonly LaneMemory _memory;
    private readonly RunOptions _options;
    private readonly StepNumbers _numbers;
    private readonly DeviceTensor _mask;
    private readonly DeviceTensor _logits;
    private readonly ValueList _values; // what is the same in every step
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    public ForcedLogits(DeviceContext context, DeviceEncoder encoder, IReadOnlyList<int> sourceIds, int targetTokens)
    {
        var architecture = context.Architecture;
        _context = context;
        _memory = new LaneMemory(context, LaneShape.For(1, sourceIds.Count, targetTokens, architecture.MaxPositions), slots: 1);
        encoder.Encode([sourceIds], [0], _memory);
        _options = context.UncapturedOptions();
        _numbers = new StepNumbers(_memory.Shape.Capacity, candidates: 1);
        _mask = context.OnHost(context.FloatType, _memory.Shape.SourceTokens);
        new SourceMask(_mask, context.FloatType, _memory.Shape.SourceTokens).Set(0, sourceIds.Count);
        _logits = context.OnHost(context.FloatType, architecture.VocabularySize);
        var tensors = Enumerable.Range(0, context.CacheTensors).ToList();
        _values = new ValueList(
        [
            _numbers.TotalLength(), _numbers.CandidateCount(), _mask.View(0, 1, 1, 1, _memory.Shape.SourceTokens),
            .. tensors.Select(tensor => _memory.Cross(tensor, 0, 1)), .. tensors.Select(tensor => _memory.Self(tensor, 0, 1)),
            _logits.View(0, 1, architecture.VocabularySize),
        ]);
        _inputs =
        [
            GraphNames.TokenIds, GraphNames.Positions, GraphNames.PastLengths, GraphNames.TotalLength, DeviceGraphNames.CandidateCount, GraphNames.SourceMask,
            .. tensors.Select(tensor => Name(tensor, GraphNames.CrossKey, GraphNames.CrossValue)), .. tensors.Select(tensor => Name(tensor, GraphNames.PastKey, GraphNames.PastValue)),
        ];
        _outputs = [GraphNames.Logits, .. tensors.Select(tensor => Name(tensor, GraphNames.PresentKey, GraphNames.PresentValue))];
    }

    /// <summary>[vocabulary] the scores behind a token.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="position">Its position: one more than before, from 0.</param>
    public float[] Step(int tokenId, int position)
    {
        using var token = OrtValue.CreateTensorValueFromMemory(new long[] { tokenId }, [1]);
        using var place = OrtValue.CreateTensorValueFromMemory(new long[] { position }, [1]);
        using var past = OrtValue.CreateTensorValueFromMemory(new[] { position }, [1]);
        var caches = _values.Values[(3 + _context.CacheTensors)..^1];
        _context.Sessions.DecoderStep.Run(
            _options, _inputs, [token, place, past, .. _values.Values[..^1]], _outputs, [_values.Values[^1], .. caches]);
        var logits = new float[_context.Architecture.VocabularySize];
        if (_context.FloatType == TensorElementType.Float16)
        {
            TensorPrimitives.ConvertToSingle(_logits.Span<Half>(), logits);
        }
        else
        {
            _logits.Span<float>().CopyTo(logits);
        }

        return logits;
    }

    public void Dispose()
    {
        _values.Dispose();
        _numbers.Dispose();
        _mask.Dispose();
        _logits.Dispose();
        _memory.Dispose();
        _options.Dispose();
    }

    private static string Name(int tensor, Func<int, string> key, Func<int, string> value) => tensor % 2 == 0 ? key(tensor / 2) : value(tensor / 2);
}
