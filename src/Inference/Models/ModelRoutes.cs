using System.Collections.Frozen;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Models;

/// <summary>Which model serves which direction: what a request sees, never changed but replaced as a whole.</summary>
internal sealed class ModelRoutes
{
    private readonly FrozenDictionary<LanguagePair, ServedModel> _models;

    private ModelRoutes(IReadOnlyList<ServedModel> models)
    {
        Manifests = [.. models.Select(model => model.Manifest)];
        Directions = [.. Manifests.SelectMany(manifest => manifest.Directions)];
        _models = models.SelectMany(model => model.Manifest.Directions, (model, direction) => (model, direction))
            .ToFrozenDictionary(route => route.direction, route => route.model);
    }

    public static ModelRoutes None { get; } = new([]);

    public IReadOnlyList<ModelManifest> Manifests { get; }

    /// <summary>In the order of the models.</summary>
    public IReadOnlyList<LanguagePair> Directions { get; }

    public static ModelRoutes To(IReadOnlyList<ServedModel> models) => new(models);

    /// <exception cref="ArtifactException">Two packages translate one direction.</exception>
    public static void Check(IReadOnlyList<(string Folder, ModelManifest Manifest)> packages)
    {
        var taken = new Dictionary<LanguagePair, string>();
        foreach (var (folder, manifest) in packages)
        {
            foreach (var direction in manifest.Directions)
            {
                if (!taken.TryAdd(direction, folder))
                {
                    throw new ArtifactException(
                        $"{taken[direction]} and {folder} both translate {direction}; a direction has one model: leave one out of Inference:ModelFolders");
                }
            }
        }
    }

    /// <summary>The model of each request's direction.</summary>
    /// <exception cref="TranslationException">There is none.</exception>
    public ServedModel Find(LanguagePair direction) => _models.TryGetValue(direction, out var model) ? model : throw new TranslationException(
        TranslationErrorKind.UnsupportedDirection, $"{direction} is not supported; the models translate {string.Join(", ", Directions)}.");
}
