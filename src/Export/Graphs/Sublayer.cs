namespace TranslationService.Export.Graphs;

/// <summary>A sublayer of a stack.</summary>
/// <param name="Name">Its name in the checkpoint; its layer normalisation is called so too, and then <c>_norm</c>.</param>
/// <param name="Apply">From the value that it reads to its output, both [row, d_model].</param>
internal sealed record Sublayer(string Name, Func<string, Projection> Apply);
