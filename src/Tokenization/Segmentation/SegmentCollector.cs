using System.Text;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>Takes stretches of a text in order and sorts them into segments and the white space around them, losing nothing.</summary>
public sealed class SegmentCollector
{
    private readonly List<string> _segments = [];
    private readonly List<string> _separators = [];

    // White space that no segment has followed yet.
    private readonly StringBuilder _space = new();

    /// <summary>Adds a stretch: white space at its ends goes to the separators, the rest is a segment.</summary>
    /// <returns>Whether there was a rest.</returns>
    public bool Add(ReadOnlySpan<char> stretch)
    {
        var withoutStart = stretch.TrimStart();
        AddSpace(stretch[..(stretch.Length - withoutStart.Length)]);
        var segment = withoutStart.TrimEnd();
        if (segment.IsEmpty)
        {
            return false;
        }

        _separators.Add(_space.ToString());
        _segments.Add(segment.ToString());
        _space.Clear();
        AddSpace(withoutStart[segment.Length..]);
        return true;
    }

    /// <summary>Adds white space.</summary>
    public void AddSpace(ReadOnlySpan<char> space) => _space.Append(space);

    /// <summary>What was collected.</summary>
    public SegmentedText ToText() => new() { Segments = _segments, Separators = [.. _separators, _space.ToString()] };
}
