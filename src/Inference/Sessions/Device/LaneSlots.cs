namespace TranslationService.Inference.Sessions.Device;

/// <summary>Who has which slot of a lane. It plans and moves nothing.</summary>
internal sealed class LaneSlots
{
    private LaneSlot?[] _slots = [];

    /// <summary>Slots that somebody has.</summary>
    public int Count { get; private set; }

    /// <summary>All slots there are; a power of two, or none.</summary>
    public int Capacity => _slots.Length;

    /// <summary>The slots that a step computes: up to the last one that somebody has, rounded up to a power of two.</summary>
    public int End => Bucket(Array.FindLastIndex(_slots, slot => slot is not null) + 1);

    public LaneSlot? this[int index] => _slots[index];

    /// <summary>The power of two at or above a count, 1 at least.</summary>
    public static int Bucket(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 1));

    /// <summary>Makes room for more; nobody moves.</summary>
    public void Grow(int capacity) => Array.Resize(ref _slots, capacity);

    /// <summary>Gives newcomers the first free slots; there must be so many.</summary>
    public void Seat(IReadOnlyList<LaneSlot> newcomers)
    {
        var index = 0;
        foreach (var newcomer in newcomers)
        {
            index = Array.IndexOf(_slots, null, index);
            newcomer.Index = index;
            _slots[index] = newcomer;
        }

        Count += newcomers.Count;
    }

    public void Release(LaneSlot slot)
    {
        _slots[slot.Index] = null;
        Count--;
    }

    /// <summary>Who would have to move where, so that a step computes no more slots than it must; nobody where it does not.</summary>
    public IReadOnlyList<(LaneSlot Slot, int To)> Gaps()
    {
        var end = Bucket(Count);
        if (End <= end)
        {
            return [];
        }

        var gaps = Enumerable.Range(0, end).Where(index => _slots[index] is null);
        return [.. _slots.Skip(end).OfType<LaneSlot>().Zip(gaps)];
    }

    /// <summary>Moves somebody into a free slot.</summary>
    public void Move(LaneSlot slot, int to)
    {
        _slots[slot.Index] = null;
        _slots[to] = slot;
        slot.Index = to;
    }

    /// <summary>Everybody, by slot.</summary>
    public IEnumerable<LaneSlot> Occupied() => _slots.OfType<LaneSlot>();

    /// <summary>Whether somebody in these slots takes part in the step that runs.</summary>
    public bool IsStepping(int first, int count)
    {
        foreach (var slot in _slots.AsSpan(first, count))
        {
            if (slot is { IsStepping: true })
            {
                return true;
            }
        }

        return false;
    }
}
