using System.Security.Cryptography;

namespace TranslationService.Artifacts.Packages;

/// <summary>A model package on disk: a folder whose manifest is sound and whose files are those that the manifest names.</summary>
public sealed class ModelPackage
{
    private ModelPackage(string folder, ModelManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Its manifest.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The encoder graph's path.</summary>
    public string EncoderPath => Path.Combine(Folder, Manifest.Files.Encoder);

    /// <summary>The decoder-step graph's path.</summary>
    public string DecoderStepPath => Path.Combine(Folder, Manifest.Files.DecoderStep);

    /// <summary>The reorder graph's path; null where the layout has none.</summary>
    public string? ReorderPath => Manifest.Files.Reorder is { } file ? Path.Combine(Folder, file) : null;

    /// <summary>The transfer graph's path; null where the layout has none.</summary>
    public string? TransferPath => Manifest.Files.Transfer is { } file ? Path.Combine(Folder, file) : null;

    /// <summary>The SentencePiece model's path.</summary>
    public string TokenizerPath => Path.Combine(Folder, Manifest.Files.Tokenizer);

    /// <summary>Reads the manifest and checks every file against its hash.</summary>
    /// <exception cref="ArtifactException">The folder is no package, is of another format, or a file is missing or was changed.</exception>
    public static ModelPackage Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ArtifactException($"{folder} is not a folder; a model package is one with a {ModelManifest.FileName}");
        }

        var path = Path.Combine(folder, ModelManifest.FileName);
        CheckFormat(folder, ArtifactJson.Read<PackageFormat>(path).Format);
        var manifest = ArtifactJson.Read<ModelManifest>(path);
        var problems = manifest.Architecture.Problems().ToList();
        if (manifest.Vocabulary.Size != manifest.Architecture.VocabularySize)
        {
            problems.Add($"the vocabulary has {manifest.Vocabulary.Size} ids, the architecture {manifest.Architecture.VocabularySize}");
        }

        if (problems.Count > 0)
        {
            throw new ArtifactException($"{folder}: {string.Join("; ", problems)}");
        }

        foreach (var file in manifest.Files.All())
        {
            CheckHash(folder, file, manifest);
        }

        return new ModelPackage(folder, manifest);
    }

    /// <summary>SHA-256 of a file, in lower-case hex.</summary>
    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void CheckFormat(string folder, int? format)
    {
        if (format != ModelManifest.CurrentFormat)
        {
            var found = format is null ? "no package format" : $"package format {format}";
            throw new ArtifactException(
                $"{folder} has {found}; this program reads format {ModelManifest.CurrentFormat}: export the checkpoint again with this version");
        }
    }

    private static void CheckHash(string folder, string file, ModelManifest manifest)
    {
        if (file.Length == 0 || Path.GetFileName(file) != file)
        {
            throw new ArtifactException($"{folder}: {file} is not a plain file name; a package's files lie in its folder");
        }

        var path = Path.Combine(folder, file);
        if (!manifest.Sha256.TryGetValue(file, out var expected))
        {
            throw new ArtifactException($"{folder}: the manifest gives no SHA-256 for {file}");
        }

        if (!File.Exists(path))
        {
            throw new ArtifactException($"{path} is missing; the manifest names it");
        }

        if (!string.Equals(HashOf(path), expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArtifactException($"{path} does not have the SHA-256 that the manifest gives; copy the package again");
        }
    }
}
