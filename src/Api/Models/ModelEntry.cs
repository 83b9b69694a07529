using System.Text.Json;
using TranslationService.Inference.Models;

namespace TranslationService.Api.Models;

/// <summary>A model that is served.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Precision">fp32, fp16 or int8.</param>
/// <param name="Provider">What really runs it: cuda or cpu.</param>
/// <param name="ProviderState">as-meant; on-fallback where a GPU failed repeatedly and the CPU has taken over; failing where none could.</param>
/// <param name="Directions">The directions that it translates.</param>
/// <param name="LoadedAt">When it was ready.</param>
/// <param name="Refused">The package that was to replace it and was refused; absent where there is none.</param>
internal sealed record ModelEntry(
    string Name,
    string Version,
    string Precision,
    string Provider,
    string ProviderState,
    IReadOnlyList<ModelDirection> Directions,
    DateTimeOffset LoadedAt,
    RefusedPackage? Refused)
{
    /// <summary>A model's entry.</summary>
    public static ModelEntry Of(ModelState model) => new(
        model.Manifest.Name,
        model.Manifest.Version,
        model.Manifest.Precision.ToString().ToLowerInvariant(),
        model.Provider.ToString().ToLowerInvariant(),
        JsonNamingPolicy.KebabCaseLower.ConvertName(model.ProviderState.ToString()),
        [.. model.Manifest.Directions.Select(direction => new ModelDirection(direction.Source, direction.Target))],
        model.LoadedAt,
        model.Failure is { } failure ? new RefusedPackage(failure.Problem, failure.At) : null);
}
