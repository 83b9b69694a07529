using System.Buffers.Binary;

namespace TranslationService.Tokenization.Normalization;

/// <summary>
/// The character rules that a SentencePiece model carries (nmt_nfkc): a sequence of bytes and what replaces it. The blob is the size of a
/// double-array trie (Darts-clone), the trie's 32-bit units, and the replacements, each ended by a zero byte; a trie's value is a replacement's place.
/// </summary>
internal sealed class CharacterRules
{
    private readonly uint[] _units;
    private readonly byte[] _replacements;

    /// <summary>Reads the blob; an empty one has no rules.</summary>
    /// <exception cref="InvalidDataException">The blob is broken.</exception>
    public CharacterRules(ReadOnlySpan<byte> blob)
    {
        if (blob.IsEmpty)
        {
            (_units, _replacements) = ([], []);
            return;
        }

        var trieBytes = blob.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(blob) : uint.MaxValue;
        if (trieBytes == 0 || trieBytes % sizeof(uint) != 0 || trieBytes >= (uint)(blob.Length - sizeof(uint)) || blob[^1] != 0)
        {
            throw new InvalidDataException("its normalisation rules are broken");
        }

        _units = new uint[trieBytes / sizeof(uint)];
        for (var i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[(sizeof(uint) * (i + 1))..]);
        }

        _replacements = blob[(sizeof(uint) + (int)trieBytes)..].ToArray();
    }

    /// <summary>Finds the longest rule that fits the start of <paramref name="text"/>.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="replacement">What replaces it, UTF-8; may be empty.</param>
    /// <returns>How many bytes the rule covers; 0 where no rule fits.</returns>
    public int Match(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var (matched, value) = (0, 0u);
        var node = _units.Length > 0 ? Offset(_units[0]) : 0;
        for (var i = 0; i < text.Length; i++)
        {
            node ^= text[i];
            // A zero byte begins no rule: in the trie it stands for the end of one.
            if (text[i] == 0 || node >= (uint)_units.Length || Label(_units[node]) != text[i])
            {
                break;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            if (HasValue(unit) && node < (uint)_units.Length)
            {
                (matched, value) = (i + 1, _units[node] & 0x7fffffff);
            }
        }

        replacement = matched > 0 ? ReplacementAt((int)value) : default;
        return matched;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);

    private static uint Label(uint unit) => unit & (0x80000000u | 0xff);

    private static bool HasValue(uint unit) => (unit >> 8 & 1) != 0;

    private ReadOnlySpan<byte> ReplacementAt(int start)
    {
        var rest = _replacements.AsSpan(Math.Min(start, _replacements.Length - 1));
        return rest[..rest.IndexOf((byte)0)];
    }
}
