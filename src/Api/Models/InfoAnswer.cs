namespace TranslationService.Api.Models;

/// <summary>The answer of <c>GET /info</c>.</summary>
/// <param name="Models">The models, in the order of their folders.</param>
internal sealed record InfoAnswer(IReadOnlyList<ModelEntry> Models)
{
    /// <summary>An example: a model that a spoilt package was to replace.</summary>
    public static InfoAnswer Example { get; } = new(
    [
        new ModelEntry(
            "en-de", "2026.11.24", "int8", "cpu", "as-meant", [new ModelDirection("en", "de")], new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            new RefusedPackage(
                "/models/en-de/encoder.onnx is missing; the manifest names it", new DateTimeOffset(2026, 11, 25, 9, 30, 0, TimeSpan.Zero))),
    ]);
}
