using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// Sentences of one shape that share decoder steps on the device. Each has a slot; new ones take free slots, and when so many have left that half the slots
/// would do, the last ones move into the gaps. Slots in a step that nobody has run along.
/// </summary>
internal sealed class Lane(DeviceContext context, LineMover mover, LaneShape shape, ILogger logger) : IDisposable
{
    // After that many steps twice as many slots are tried again.
    private const int StepsUntilMore = 1000;

    private readonly LaneSlots _slots = new();
    private readonly Dictionary<(int First, int Slots), StepWindow> _windows = [];

    // Copies that the last step left to do in the caches. They are done before the next one, so that a step that fails has changed nothing.
    private readonly LineMoves _copies = new();
    private readonly LineMoves _moves = new();
    private LaneMemory? _memory;
    private int _mostSlots = int.MaxValue;
    private int _steps;

    public bool IsEmpty => _slots.Count == 0;

    /// <summary>Whether a sentence of the lane takes part in the step that runs.</summary>
    public bool IsStepping => _slots.IsStepping(0, _slots.Capacity);

    /// <summary>There is some as soon as a sentence has a slot.</summary>
    public LaneMemory Memory => _memory ?? throw new UnreachableException("A lane without sentences has no memory.");

    /// <summary>Gives sentences slots, all or none.</summary>
    public void Seat(IReadOnlyList<LaneSlot> newcomers)
    {
        var slots = LaneSlots.Bucket(_slots.Count + newcomers.Count);
        if (slots > _slots.Capacity)
        {
            Grow(slots);
        }

        _slots.Seat(newcomers);
    }

    /// <summary>Frees a slot.</summary>
    public void Release(LaneSlot slot) => _slots.Release(slot);

    /// <summary>Does what the last step left to do, and closes the ranks.</summary>
    public void Prepare()
    {
        mover.Move(_copies, Memory.SelfBlocks, Memory.SelfBlocks, Memory.BlockWidth);
        _copies.Clear();
        var gaps = _slots.Gaps();
        if (gaps.Count > 0)
        {
            CopySlots(gaps, Memory);
            foreach (var (slot, to) in gaps)
            {
                _slots.Move(slot, to);
            }
        }
    }

    /// <summary>Runs the step of the sentences that take part; no search advances. Where memory is short, fewer slots run at a time.</summary>
    /// <returns>Rows that were computed.</returns>
    public int Run()
    {
        if (++_steps % StepsUntilMore == 0 && _mostSlots < _slots.Capacity)
        {
            _mostSlots *= 2;
        }

        var (rows, end) = (0, _slots.End);
        for (var first = 0; first < end;)
        {
            var slots = Math.Min(end, _mostSlots);
            if (!_slots.IsStepping(first, slots))
            {
                first += slots;
            }
            else if (TryRun(first, slots))
            {
                first += slots;
                rows += slots * shape.BeamSize;
            }
            else
            {
                (first, rows) = (0, 0);
            }
        }

        return rows;
    }

    /// <summary>Advances the searches of the sentences that took part by what the step chose.</summary>
    public void Advance(CandidateBuffer candidates)
    {
        foreach (var slot in _slots.Occupied().Where(slot => slot.IsStepping))
        {
            var search = slot.Sentence.Search;
            for (var i = 0; i < search.LiveCount; i++)
            {
                candidates.Read(search, i, slot.Window!.CandidatesOf(slot.FirstRow + slot.Rows.Rows[i]));
            }

            candidates.Advance(search);
            if (!search.IsFinished)
            {
                NoteCopies(slot);
            }
        }
    }

    public void Dispose()
    {
        DropWindows();
        _memory?.Dispose();
    }

    private bool TryRun(int first, int slots)
    {
        try
        {
            var window = WindowOf(first, slots);
            for (var i = 0; i < slots; i++)
            {
                Feed(window, i, _slots[first + i]);
            }

            window.Run();
            return true;
        }
        catch (Exception exception) when (slots > 1 && DeviceFailure.IsOutOfMemory(exception))
        {
            _mostSlots = slots / 2;
            Log.FewerRowsAtOnce(logger, exception, _mostSlots * shape.BeamSize);
            DropWindows();
            return false;
        }
    }

    private StepWindow WindowOf(int first, int slots)
    {
        if (!_windows.TryGetValue((first, slots), out var window))
        {
            window = new StepWindow(context, Memory, first, slots);
            _windows.Add((first, slots), window);
        }

        return window;
    }

    private void Feed(StepWindow window, int place, LaneSlot? slot)
    {
        // Rows in which no live hypothesis stands run along; any token serves, and what they write is written over when it is needed.
        for (var row = 0; row < shape.BeamSize; row++)
        {
            window.SetRow((place * shape.BeamSize) + row, VocabularyLayout.EndId, slot?.Position ?? 0);
        }

        window.SetSource(place, slot?.SourceTokens ?? 1);
        if (slot is { IsStepping: true })
        {
            (slot.Window, slot.FirstRow) = (window, place * shape.BeamSize);
            var search = slot.Sentence.Search;
            for (var i = 0; i < search.LiveCount; i++)
            {
                window.SetRow(slot.FirstRow + slot.Rows.Rows[i], search.NextIds[i], search.Length);
            }
        }
    }

    private void NoteCopies(LaneSlot slot)
    {
        slot.Rows.Advance(slot.Sentence.Search.Origins);
        foreach (var copy in slot.Rows.Copies)
        {
            var first = slot.Index * shape.BeamSize;
            Memory.MoveRow((first + copy.From, first + copy.To), copy.FirstToken, slot.Sentence.Search.Length, _copies);
        }
    }

    private void Grow(int slots)
    {
        var memory = new LaneMemory(context, shape, slots);
        if (_memory is not null)
        {
            try
            {
                CopySlots([.. _slots.Occupied().Select(slot => (slot, slot.Index))], memory);
            }
            catch
            {
                memory.Dispose();
                throw;
            }
        }

        DropWindows();
        _memory?.Dispose();
        _memory = memory;
        _slots.Grow(slots);
    }

    // Sources and caches of sentences into other slots, of this memory or of larger one. What is left to copy in them stays to be done: it names the slots' lines.
    private void CopySlots(IReadOnlyList<(LaneSlot Slot, int To)> moves, LaneMemory destination)
    {
        _moves.Clear();
        foreach (var (slot, to) in moves)
        {
            _moves.Add(slot.Index, to);
        }

        mover.Move(_moves, Memory.CrossLines, destination.CrossLines, Memory.CrossWidth);
        _moves.Clear();
        foreach (var (slot, to) in moves)
        {
            for (var row = 0; row < shape.BeamSize; row++)
            {
                destination.MoveRow(((slot.Index * shape.BeamSize) + row, (to * shape.BeamSize) + row), 0, slot.Sentence.Search.Length, _moves);
            }
        }

        mover.Move(_moves, Memory.SelfBlocks, destination.SelfBlocks, Memory.BlockWidth);
    }

    private void DropWindows()
    {
        foreach (var window in _windows.Values)
        {
            window.Dispose();
        }

        _windows.Clear();
    }
}
