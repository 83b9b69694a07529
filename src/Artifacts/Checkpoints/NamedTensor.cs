namespace TranslationService.Artifacts.Checkpoints;

/// <summary>A tensor with its name, its values as row-major fp32.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its dimensions; empty for a scalar.</param>
/// <param name="Values">The product of the dimensions many values.</param>
public sealed record NamedTensor(string Name, int[] Shape, float[] Values);
