using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Text;

namespace TranslationService.Export.Verification;

/// <summary>Sentences and their reference translations.</summary>
/// <param name="Sources">[sentence]</param>
/// <param name="References">[sentence]</param>
/// <param name="Direction">The direction.</param>
internal sealed record ValidationSet(IReadOnlyList<string> Sources, IReadOnlyList<string> References, LanguagePair Direction)
{
    /// <summary>Reads the first sentences of two files of one sentence a line, plain or gzip.</summary>
    /// <exception cref="ArtifactException">A file cannot be read, or they differ in lines.</exception>
    public static ValidationSet Read(string sources, string references, LanguagePair direction, int mostSentences)
    {
        var sourceLines = TextLines.Read(sources).ToList();
        var referenceLines = TextLines.Read(references).ToList();
        if (sourceLines.Count != referenceLines.Count || sourceLines.Count == 0)
        {
            throw new ArtifactException($"{sources} has {sourceLines.Count} lines and {references} {referenceLines.Count}; they must have as many, and at least one");
        }

        if (mostSentences < 1)
        {
            throw new ArtifactException($"--validation-sentences is {mostSentences}; it must be 1 or more");
        }

        return new ValidationSet([.. sourceLines.Take(mostSentences)], [.. referenceLines.Take(mostSentences)], direction);
    }
}
