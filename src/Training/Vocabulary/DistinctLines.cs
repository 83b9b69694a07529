using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Text;

namespace TranslationService.Training.Vocabulary;

/// <summary>The lines that a vocabulary is trained on: each distinct line once, so that what a corpus repeats does not weigh more than it should.</summary>
internal sealed class DistinctLines
{
    // Which lines a sample holds follows from this number alone.
    private const int SampleSeed = 20;

    private readonly List<string> _lines = [];

    private DistinctLines()
    {
    }

    /// <summary>The lines, or the sample of them.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>How many lines the files have.</summary>
    public long Read { get; private set; }

    /// <summary>How many of them are distinct and not blank.</summary>
    public long Distinct { get; private set; }

    /// <summary>Reads the files in order.</summary>
    /// <param name="inputs">Text files, plain or gzip.</param>
    /// <param name="sample">How many lines to keep at most; 0 keeps all.</param>
    /// <exception cref="ArtifactException">A file cannot be read, or holds no text.</exception>
    public static DistinctLines Of(IReadOnlyList<string> inputs, int sample)
    {
        var lines = new DistinctLines();
        var seen = new HashSet<UInt128>();
        var random = new Random(SampleSeed);
        foreach (var input in inputs)
        {
            var hasText = false;
            foreach (var line in TextLines.Read(input))
            {
                lines.Read++;
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                hasText = true;
                if (seen.Add(Fingerprint(line)))
                {
                    lines.Distinct++;
                    lines.Keep(line, sample, random);
                }
            }

            if (!hasText)
            {
                throw new ArtifactException($"{input} holds no text");
            }
        }

        return lines;
    }

    /// <summary>Reservoir sampling: after n distinct lines, each of them is kept with the same chance.</summary>
    private void Keep(string line, int sample, Random random)
    {
        if (sample == 0 || _lines.Count < sample)
        {
            _lines.Add(line);
            return;
        }

        var place = random.NextInt64(Distinct);
        if (place < sample)
        {
            _lines[(int)place] = line;
        }
    }

    /// <summary>128 bits in place of the line itself keep the memory for a large corpus small.</summary>
    private static UInt128 Fingerprint(string line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(line.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
