using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// What a lane keeps on the device for S slots: keys and values of cross-attention, one copy a sentence, and of self-attention, one a row, by layer; keys at
/// 2·layer and values at 2·layer + 1.
/// </summary>
internal sealed class LaneMemory : IDisposable
{
    private readonly DeviceContext _context;
    private readonly List<DeviceTensor> _cross = []; // [2 × layers] of [S, H, T, E]
    private readonly List<DeviceTensor> _self = []; // [2 × layers] of [S × B, H, C, E]

    /// <exception cref="OnnxRuntimeException">There is not so much memory; nothing is kept then.</exception>
    public LaneMemory(DeviceContext context, LaneShape shape, int slots)
    {
        _context = context;
        Shape = shape;
        Slots = slots;
        try
        {
            for (var tensor = 0; tensor < context.CacheTensors; tensor++)
            {
                _cross.Add(context.OnDevice(context.FloatType, slots * CrossWidth));
                _self.Add(context.OnDevice(context.FloatType, slots * shape.BeamSize * RowWidth));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        CrossLines = [.. _cross.Select(tensor => tensor.View(0, slots, CrossWidth))];
        SelfBlocks = [.. _self.Select(tensor => tensor.View(0, slots * shape.BeamSize * BlocksPerRow, BlockWidth))];
    }

    public LaneShape Shape { get; }

    public int Slots { get; }

    /// <summary>[2 × layers] of [S, H·T·E]: a line a sentence.</summary>
    public OrtValue[] CrossLines { get; } = [];

    /// <summary>[2 × layers] of [S·B·H·C/16, 16·E]: a line for 16 tokens of a head of a row.</summary>
    public OrtValue[] SelfBlocks { get; } = [];

    public long CrossWidth => (long)Heads * Shape.SourceTokens * HeadWidth;

    public long BlockWidth => (long)LaneShape.BlockTokens * HeadWidth;

    private int Heads => _context.Architecture.AttentionHeads;

    private int HeadWidth => _context.Architecture.HeadDimension;

    private long RowWidth => (long)Heads * Shape.Capacity * HeadWidth;

    private int BlocksPerHead => Shape.Capacity / LaneShape.BlockTokens;

    private long BlocksPerRow => (long)Heads * BlocksPerHead;

    /// <summary>The keys or values of cross-attention of some slots, [slots, H, T, E].</summary>
    public OrtValue Cross(int tensor, int firstSlot, int slots) =>
        _cross[tensor].View(firstSlot * CrossWidth, slots, Heads, Shape.SourceTokens, HeadWidth);

    /// <summary>The keys or values of self-attention of some slots, [slots × B, H, C, E].</summary>
    public OrtValue Self(int tensor, int firstSlot, int slots) =>
        _self[tensor].View(firstSlot * Shape.BeamSize * RowWidth, slots * Shape.BeamSize, Heads, Shape.Capacity, HeadWidth);

    /// <summary>Notes the lines of <see cref="SelfBlocks"/> that hold a row's tokens.</summary>
    /// <param name="rows">The row to read and the row to write: slot × B + row of the sentence.</param>
    /// <param name="first">The first token.</param>
    /// <param name="length">Behind the last token.</param>
    /// <param name="moves">Where they are noted.</param>
    public void MoveRow((int From, int To) rows, int first, int length, LineMoves moves)
    {
        for (var head = 0; head < Heads; head++)
        {
            for (var block = first / LaneShape.BlockTokens; block * LaneShape.BlockTokens < length; block++)
            {
                var line = ((long)head * BlocksPerHead) + block;
                moves.Add((rows.From * BlocksPerRow) + line, (rows.To * BlocksPerRow) + line);
            }
        }
    }

    public void Dispose()
    {
        foreach (var view in CrossLines.Concat(SelfBlocks))
        {
            view.Dispose();
        }

        foreach (var tensor in _cross.Concat(_self))
        {
            tensor.Dispose();
        }

        _context.MemoryFreed();
    }
}
