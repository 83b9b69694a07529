using System.IO.Compression;
using TranslationService.Artifacts;
using TranslationService.Training.Configuration;

namespace TranslationService.Training.Data;

/// <summary>Reads a parallel corpus's lines.</summary>
internal static class CorpusReader
{
    /// <summary>Every pair of lines, source and target.</summary>
    /// <exception cref="ArtifactException">A file is missing or cannot be read, or the two have unequal line counts.</exception>
    public static IReadOnlyList<(string Source, string Target)> Read(CorpusSection corpus)
    {
        var (source, target) = (Lines(corpus.Source), Lines(corpus.Target));
        if (source.Count != target.Count)
        {
            throw new ArtifactException($"{corpus.Source} has {source.Count} lines and {corpus.Target} has {target.Count}; they must be line-aligned");
        }

        return [.. source.Zip(target)];
    }

    private static List<string> Lines(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(stream);
            var lines = new List<string>();
            while (reader.ReadLine() is { } line)
            {
                lines.Add(line);
            }

            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ArtifactException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
