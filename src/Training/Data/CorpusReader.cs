using TranslationService.Artifacts;
using TranslationService.Artifacts.Text;
using TranslationService.Training.Configuration;

namespace TranslationService.Training.Data;

/// <summary>Reads a parallel corpus's lines.</summary>
internal static class CorpusReader
{
    /// <summary>Every pair of lines.</summary>
    /// <exception cref="ArtifactException">A file is missing or cannot be read, or the two have unequal line counts.</exception>
    public static IReadOnlyList<TextPair> Read(CorpusSection corpus)
    {
        var (source, target) = (TextLines.Read(corpus.Source).ToArray(), TextLines.Read(corpus.Target).ToArray());
        if (source.Length != target.Length)
        {
            throw new ArtifactException($"{corpus.Source} has {source.Length} lines and {corpus.Target} has {target.Length}; they must be line-aligned");
        }

        return [.. source.Zip(target, (s, t) => new TextPair(s, t))];
    }
}
