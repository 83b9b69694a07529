using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Artifacts.Packages;

/// <summary>A model package's <c>manifest.json</c> (docs/model-package.md).</summary>
public sealed record ModelManifest
{
    /// <summary>The file's name inside a package.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The version of this format that this code writes, and the only one it reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of the package format.</summary>
    public required int Format { get; init; }

    /// <summary>The model's name: letters, digits, '.', '_' and '-'.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version, for people; for example <c>2026.11.24</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The directions it translates.</summary>
    public required IReadOnlyList<LanguagePair> Directions { get; init; }

    /// <summary>Shapes and equations.</summary>
    public required TransformerConfig Architecture { get; init; }

    /// <summary>The vocabulary's layout.</summary>
    public required VocabularyLayout Vocabulary { get; init; }

    /// <summary>The number format.</summary>
    public required Precision Precision { get; init; }

    /// <summary>How the graphs lay out a batch.</summary>
    public required GraphLayout Layout { get; init; }

    /// <summary>The ONNX opset of the default domain.</summary>
    public required int Opset { get; init; }

    /// <summary>The files, by what they are for.</summary>
    public required PackageFiles Files { get; init; }

    /// <summary>SHA-256 in lower-case hex of every file but the manifest, by name.</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }

    /// <summary>Training data and licence.</summary>
    public TrainingDataCredits? Data { get; init; }

    /// <summary>What was measured on test sets.</summary>
    public IReadOnlyList<ModelScore> Scores { get; init; } = [];
}
