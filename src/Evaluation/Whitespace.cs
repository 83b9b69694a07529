namespace TranslationService.Evaluation;

/// <summary>
/// White space as sacreBLEU's language defines it (Python's str.isspace): Unicode's, and the four ASCII separators U+001C to U+001F that
/// .NET does not count.
/// </summary>
internal static class Whitespace
{
    public static bool Is(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary>The runs of other characters, in order.</summary>
    public static List<string> Split(string text)
    {
        var parts = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var outside = i == text.Length || Is(text[i]);
            if (!outside && start < 0)
            {
                start = i;
            }
            else if (outside && start >= 0)
            {
                parts.Add(text[start..i]);
                start = -1;
            }
        }

        return parts;
    }

    /// <summary>The text without white space at its end.</summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Is(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }
}
