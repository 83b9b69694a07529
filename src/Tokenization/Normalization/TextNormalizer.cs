using System.Buffers;
using System.Text;

namespace TranslationService.Tokenization.Normalization;

/// <summary>
/// What SentencePiece does to a text before it looks for pieces: the model's character rules (nmt_nfkc: NFKC, control characters removed, all white
/// space a space), then no space at either end and one space where a run of them stood. Where one pass leaves something that the rules would
/// change again, it is repeated, so that normalising twice is the same as normalising once.
/// </summary>
internal sealed class TextNormalizer(CharacterRules rules)
{
    // Rules of several characters all need a character from here on (combining marks, Hangul, kana marks): below it, characters are judged one by one.
    private const char FirstCombining = '\u0300';

    // nmt_nfkc settles in at most three passes on all that the property tests try; the limit only keeps a strange model from looping.
    private const int MaxPasses = 16;

    private readonly bool[] _isPlain = FindPlain(rules);

    /// <summary>The normal form of a text; lone surrogates count as U+FFFD.</summary>
    public string Normalize(string text)
    {
        for (var pass = 0; pass < MaxPasses && !IsNormal(text); pass++)
        {
            var next = ApplyRules(text);
            if (next == text)
            {
                break;
            }

            text = next;
        }

        return text;
    }

    /// <summary>Whether a text is plain to see normal; false only means that the rules have to look.</summary>
    private bool IsNormal(string text)
    {
        // A space at the beginning is one too many, as one after a space is.
        var previous = ' ';
        foreach (var c in text)
        {
            if (c >= FirstCombining || !_isPlain[c] || (c == ' ' && previous == ' '))
            {
                return false;
            }

            previous = c;
        }

        return text.Length == 0 || previous != ' ';
    }

    private string ApplyRules(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var rest = bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes));
            var normal = new ArrayBufferWriter<byte>(rest.Length + 16);
            // A space is held back until something follows it: none is left at the end, none is doubled, and none comes first.
            var spaceIsDue = false;
            while (!rest.IsEmpty)
            {
                var length = rules.Match(rest, out var replacement);
                if (length == 0)
                {
                    Rune.DecodeFromUtf8(rest, out _, out length);
                    replacement = rest[..length];
                }

                foreach (var b in replacement)
                {
                    if (b == ' ')
                    {
                        spaceIsDue = normal.WrittenCount > 0;
                        continue;
                    }

                    if (spaceIsDue)
                    {
                        normal.Write(" "u8);
                        spaceIsDue = false;
                    }

                    normal.Write([b]);
                }

                rest = rest[length..];
            }

            return Encoding.UTF8.GetString(normal.WrittenSpan);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static bool[] FindPlain(CharacterRules rules)
    {
        var isPlain = new bool[FirstCombining];
        Span<byte> utf8 = stackalloc byte[2];
        for (var c = '\0'; c < FirstCombining; c++)
        {
            var length = new Rune(c).EncodeToUtf8(utf8);
            isPlain[c] = rules.Match(utf8[..length], out _) == 0;
        }

        return isPlain;
    }
}
