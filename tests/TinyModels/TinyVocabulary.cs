using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.TinyModels;

/// <summary>The small SentencePiece model of the tests, which stands beside the test's assembly.</summary>
public static class TinyVocabulary
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "TinyModels");

    /// <summary>The SentencePiece model's path.</summary>
    public static string ModelPath => Path.Combine(Folder, "tiny.model");

    /// <summary>Its layout.</summary>
    public static VocabularyLayout Layout { get; } = ArtifactJson.Read<VocabularyLayout>(Path.Combine(Folder, "vocabulary.json"));

    /// <summary>A layout of so many ids, at least those of <see cref="Layout"/>; beyond them stand pieces that have ids but no text.</summary>
    public static VocabularyLayout LayoutOf(int size) => Layout with { PieceCount = Layout.PieceCount + size - Layout.Size };
}
