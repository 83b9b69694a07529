using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Text;

namespace TranslationService.Tokenization.Tests;

/// <summary>The small vocabulary and the sentences that the repository ships, and the shared text where it is there.</summary>
internal static class TestFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "TestData");
    private static readonly Lazy<SubwordTokenizer> Loaded = new(() => SubwordTokenizer.Load(Model, Layout));

    public static string Model => Path.Combine(Folder, "tiny.model");

    public static VocabularyLayout Layout => ArtifactJson.Read<VocabularyLayout>(Path.Combine(Folder, "vocabulary.json"));

    public static SubwordTokenizer Tokenizer => Loaded.Value;

    /// <summary>Sentences that the tiny vocabulary was trained on.</summary>
    public static IEnumerable<string> Sentences => TextLines.Read(Path.Combine(Folder, "sentences.en.txt")).Concat(TextLines.Read(Path.Combine(Folder, "sentences.de.txt")));

    /// <summary>All compressed text under the shared data folder (TRANSLATION_SHARED_DATA, or the folder "shared/data" beside the checkout); none where that is absent.</summary>
    public static IReadOnlyList<string> SharedTextFiles()
    {
        var folder = Environment.GetEnvironmentVariable("TRANSLATION_SHARED_DATA") ?? BesideTheCheckout();
        return folder is not null && Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
    }

    private static string? BesideTheCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
            {
                return folder.Parent is null ? null : Path.Combine(folder.Parent.FullName, "shared", "data");
            }
        }

        return null;
    }
}
