using Microsoft.Extensions.Logging;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Sessions.Failover;

/// <summary>Finds the package that stands by on the CPU for a model on CUDA.</summary>
internal static class FallbackPackage
{
    /// <summary>The model's own among the configured ones; null where none is configured.</summary>
    /// <exception cref="ArtifactException">A folder holds no package, none is of that name, or the one that is cannot take over.</exception>
    public static ModelPackage? For(ModelPackage package, EngineOptions options, ILogger logger)
    {
        if (options.FallbackModelFolders.Count == 0)
        {
            return null;
        }

        var name = package.Manifest.Name;
        var found = options.FallbackModelFolders.Select(ModelPackage.Open).FirstOrDefault(fallback => fallback.Manifest.Name == name)
            ?? throw new ArtifactException($"none of Inference:FallbackModelFolders holds a package named {name}, so none could take over for {package.Folder}");
        if (Obstacle(package.Manifest, found.Manifest) is { } obstacle)
        {
            throw new ArtifactException($"{found.Folder} cannot take over for {package.Folder}: {obstacle}");
        }

        Log.StandsBy(logger, found.Folder, name);
        return found;
    }

    // Sentences are tokens already when it takes over.
    private static string? Obstacle(ModelManifest model, ModelManifest fallback)
    {
        if (model.Sha256[model.Files.Tokenizer] != fallback.Sha256[fallback.Files.Tokenizer]
            || !model.Vocabulary.TargetLanguages.SequenceEqual(fallback.Vocabulary.TargetLanguages, StringComparer.Ordinal))
        {
            return "it has another vocabulary";
        }

        return fallback.Architecture.MaxPositions < model.Architecture.MaxPositions
            ? $"it has {fallback.Architecture.MaxPositions} positions, the model {model.Architecture.MaxPositions}"
            : null;
    }
}
