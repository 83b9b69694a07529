namespace TranslationService.Tokenization.Segmentation;

/// <summary>Takes stretches of a text in order and sorts them into segments and the white space around them, losing nothing.</summary>
internal sealed class SegmentCollector
{
    private readonly List<string> _segments = [];
    private readonly List<string> _separators = [];
    private string _space = "";

    /// <summary>Adds a stretch: white space at its ends goes to the separators, the rest is a segment.</summary>
    public void Add(ReadOnlySpan<char> stretch)
    {
        var withoutStart = stretch.TrimStart();
        AddSpace(stretch[..(stretch.Length - withoutStart.Length)]);
        var segment = withoutStart.TrimEnd();
        if (segment.IsEmpty)
        {
            return;
        }

        _separators.Add(_space);
        _segments.Add(segment.ToString());
        _space = "";
        AddSpace(withoutStart[segment.Length..]);
    }

    /// <summary>Adds white space.</summary>
    public void AddSpace(ReadOnlySpan<char> space) => _space = space.IsEmpty ? _space : string.Concat(_space, space);

    /// <summary>What was collected.</summary>
    public SegmentedText ToText() => new() { Segments = _segments, Separators = [.. _separators, _space] };
}
