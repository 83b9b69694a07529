namespace TranslationService.Inference.Decoding;

/// <summary>The best candidates of a sentence at one step, best first, at most <paramref name="capacity"/> of them.</summary>
internal sealed class CandidateList(int capacity)
{
    private readonly Candidate[] _items = new Candidate[capacity];

    public int Count { get; private set; }

    /// <summary>A sum below this cannot enter any more.</summary>
    public float LowestSum => Count == _items.Length ? _items[Count - 1].Sum : float.NegativeInfinity;

    public ReadOnlySpan<Candidate> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Puts the candidate in its place, or drops it where it has none.</summary>
    public void Add(in Candidate candidate)
    {
        var place = Count;
        while (place > 0 && candidate.Precedes(_items[place - 1]))
        {
            place--;
        }

        if (place == _items.Length)
        {
            return;
        }

        Count = Math.Min(Count + 1, _items.Length);
        for (var i = Count - 1; i > place; i--)
        {
            _items[i] = _items[i - 1];
        }

        _items[place] = candidate;
    }
}
