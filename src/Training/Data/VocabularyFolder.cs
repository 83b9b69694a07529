using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Training.Vocabulary;

namespace TranslationService.Training.Data;

/// <summary>What the <c>vocabulary</c> command wrote.</summary>
internal sealed record VocabularyFolder(string TokenizerPath, string LayoutPath, VocabularyLayout Layout)
{
    /// <exception cref="ArtifactException">The folder or its layout cannot be read.</exception>
    public static VocabularyFolder Open(string folder)
    {
        var layoutPath = Path.Combine(folder, VocabularyBuilder.LayoutFile);
        return new(Path.Combine(folder, CheckpointFiles.Tokenizer), layoutPath, ArtifactJson.Read<VocabularyLayout>(layoutPath));
    }
}
