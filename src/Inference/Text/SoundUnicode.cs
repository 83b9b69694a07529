using System.Text;

namespace TranslationService.Inference.Text;

/// <summary>Makes text that every encoding can write.</summary>
internal static class SoundUnicode
{
    /// <summary>The text with U+FFFD in place of each half of a surrogate pair that stands alone; nearly always the text itself.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var sound = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            sound.Append(character);
        }

        return sound.ToString();
    }
}
