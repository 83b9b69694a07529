using System.Text;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>Tells what can be translated from what only looks like text.</summary>
public static class Words
{
    /// <summary>
    /// Whether a text has a letter or a digit of any script. Punctuation, symbols, emoji, control characters and marks without a letter have no
    /// translation: a model makes up one, and takes its time over it.
    /// </summary>
    public static bool AreIn(ReadOnlySpan<char> text)
    {
        foreach (var character in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(character))
            {
                return true;
            }
        }

        return false;
    }
}
