using System.Text.Json.Serialization;

namespace TranslationService.Artifacts.Packages;

/// <summary>What is read of a manifest first: its other keys mean something only in the format that this code knows.</summary>
/// <param name="Format">The version of the package format; null where the manifest has none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record PackageFormat(int? Format);
