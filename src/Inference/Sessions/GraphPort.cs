using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Inference.Sessions;

/// <summary>An input or an output that a graph must have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Shape">Its dimensions; −1 is any.</param>
internal sealed record GraphPort(string Name, TensorElementType Type, params IReadOnlyList<int> Shape)
{
    /// <summary>Whether a graph's own fits; a dimension that the graph leaves open fits every one.</summary>
    public bool Fits(NodeMetadata own) =>
        own.IsTensor && own.ElementDataType == Type && own.Dimensions.Length == Shape.Count &&
        own.Dimensions.Zip(Shape).All(dimension => dimension.First < 0 || dimension.Second < 0 || dimension.First == dimension.Second);

    /// <summary>As an error shows it.</summary>
    public override string ToString() => Describe(Type, Shape);

    /// <summary>As an error shows what a graph has.</summary>
    public static string Describe(NodeMetadata own) => own.IsTensor ? Describe(own.ElementDataType, own.Dimensions) : $"{own.OnnxValueType}";

    private static string Describe(TensorElementType type, IEnumerable<int> shape) =>
        $"{type} [{string.Join(", ", shape.Select(dimension => dimension < 0 ? "any" : $"{dimension}"))}]";
}
