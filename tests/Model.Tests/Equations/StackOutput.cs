namespace TranslationService.Model.Tests.Equations;

/// <summary>What a stack of layers returns, and the dual stream that ResiDual had at its end.</summary>
/// <param name="Output">[position][d_model]</param>
/// <param name="Dual">[position][d_model] d; null in the other schemes.</param>
internal sealed record StackOutput(double[][] Output, double[][]? Dual);
