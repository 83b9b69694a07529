using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>Runs the reorder graph: copies lines of all layers' keys and values on the device.</summary>
internal sealed class LineMover : IDisposable
{
    // The graph reads lines into memory of its own before it writes them: 8 MB a tensor in fp16.
    private const long MostElementsAtOnce = 1 << 22;
    private const int MostLinesAtOnce = 4096;

    private readonly DeviceContext _context;
    private readonly RunOptions _options = new();
    private readonly DeviceTensor _from;
    private readonly DeviceTensor _to;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    public LineMover(DeviceContext context)
    {
        _context = context;
        _from = context.OnHost(TensorElementType.Int64, MostLinesAtOnce);
        _to = context.OnHost(TensorElementType.Int64, MostLinesAtOnce);
        var tensors = Enumerable.Range(0, context.CacheTensors).ToList();
        _inputNames = [DeviceGraphNames.From, DeviceGraphNames.To, .. tensors.Select(DeviceGraphNames.Source), .. tensors.Select(DeviceGraphNames.Destination)];
        _outputNames = [.. tensors.Select(DeviceGraphNames.Moved)];
    }

    /// <summary>Copies lines.</summary>
    /// <param name="moves">Which; none is no work.</param>
    /// <param name="source">[2 × layers] of [lines, width].</param>
    /// <param name="destination">[2 × layers] of [lines, width]; may be the source.</param>
    /// <param name="width">Elements of a line.</param>
    public void Move(LineMoves moves, OrtValue[] source, OrtValue[] destination, long width)
    {
        var most = (int)Math.Clamp(MostElementsAtOnce / width, 1, MostLinesAtOnce);
        for (var first = 0; first < moves.Count; first += most)
        {
            var count = Math.Min(most, moves.Count - first);
            MoveSome(moves.From.Slice(first, count), moves.To.Slice(first, count), source, destination);
        }
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
        _options.Dispose();
    }

    private void MoveSome(ReadOnlySpan<long> from, ReadOnlySpan<long> to, OrtValue[] source, OrtValue[] destination)
    {
        // Few distinct shapes: up to the next power of two the last pair stands there again.
        var lines = LaneSlots.Bucket(from.Length);
        Fill(_from.Span<long>()[..lines], from);
        Fill(_to.Span<long>()[..lines], to);
        using var fromView = _from.View(0, lines);
        using var toView = _to.View(0, lines);
        _context.Sessions.Reorder.Run(_options, _inputNames, [fromView, toView, .. source, .. destination], _outputNames, destination);
    }

    private static void Fill(Span<long> lines, ReadOnlySpan<long> values)
    {
        values.CopyTo(lines);
        lines[values.Length..].Fill(values[^1]);
    }
}
