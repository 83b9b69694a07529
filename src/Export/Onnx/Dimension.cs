namespace TranslationService.Export.Onnx;

/// <summary>A dimension of a graph's input or output: a number, or a name for one that is known only when the graph runs.</summary>
internal readonly record struct Dimension(long? Size, string? Name)
{
    public static implicit operator Dimension(int size) => new(size, null);

    public static implicit operator Dimension(string name) => new(null, name);
}
