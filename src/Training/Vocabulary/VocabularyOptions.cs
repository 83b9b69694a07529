using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Vocabulary;

/// <summary>What a vocabulary is made of and how large it is.</summary>
internal sealed record VocabularyOptions
{
    /// <summary>Text files, a segment a line, plain or gzip; all languages together.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The languages that get a target token, by ISO 639-1 codes in lower case, in the order of their ids.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>All ids: pieces, 256 byte tokens and one token a language.</summary>
    public required int Size { get; init; }

    /// <summary>The folder to write to.</summary>
    public required string Output { get; init; }

    /// <summary>How many distinct lines to train on at most, drawn evenly from all; 0 takes them all, the default.</summary>
    public int Sample { get; init; }

    /// <summary>How the ids are divided.</summary>
    /// <exception cref="ArtifactException">An option cannot be used.</exception>
    public VocabularyLayout Layout()
    {
        if (Languages.Count == 0)
        {
            throw new ArtifactException("--languages names no language; give ISO 639-1 codes, for example de,en");
        }

        foreach (var language in Languages)
        {
            if (language.Length != 2 || !language.All(char.IsAsciiLetterLower))
            {
                throw new ArtifactException($"--languages: '{language}' is no ISO 639-1 code in lower case, for example de");
            }
        }

        if (Languages.Distinct(StringComparer.Ordinal).Count() != Languages.Count)
        {
            throw new ArtifactException($"--languages names a language twice: {string.Join(",", Languages)}");
        }

        var smallest = SizeFor(SpecialPieces + 1);
        if (Size < smallest)
        {
            throw new ArtifactException($"--size {Size} is too small: byte, language and special tokens alone need {smallest - 1}");
        }

        return Sample < 0
            ? throw new ArtifactException($"--sample {Sample} is negative; 0 takes all lines")
            : new VocabularyLayout { PieceCount = Size - VocabularyLayout.ByteTokens - Languages.Count, TargetLanguages = Languages };
    }

    /// <summary>The size that a number of SentencePiece's pieces leads to.</summary>
    public int SizeFor(int pieces) => pieces + VocabularyLayout.ByteTokens + Languages.Count;

    // Pad, unk, begin and end.
    private const int SpecialPieces = 4;
}
