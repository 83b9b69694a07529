using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Export.Graphs;

/// <summary>One product of a graph, y = x·W + b, made of one or more linears of the checkpoint that read the same x.</summary>
/// <param name="Name">Names the tensors in the graph.</param>
/// <param name="Inputs">The width of x.</param>
/// <param name="Outputs">The width of y.</param>
/// <param name="Weight">[in, out], row-major.</param>
/// <param name="Bias">[out].</param>
internal sealed record LinearWeights(string Name, int Inputs, int Outputs, float[] Weight, float[] Bias)
{
    /// <summary>Whether x is never negative, as behind a ReLU: a quantiser can then spend its sign on precision.</summary>
    public bool IsInputNonNegative { get; init; }

    /// <summary>From a checkpoint's weight [out, in] and bias [out].</summary>
    public static LinearWeights From(string name, NamedTensor weight, NamedTensor bias)
    {
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        var turned = new float[inputs * outputs]; // [in, out]
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                turned[(input * outputs) + output] = weight.Values[(output * inputs) + input];
            }
        }

        return new LinearWeights(name, inputs, outputs, turned, bias.Values);
    }

    /// <summary>Linears of one input as one product: y is their outputs side by side.</summary>
    public static LinearWeights Fuse(string name, IReadOnlyList<LinearWeights> parts)
    {
        var outputs = parts.Sum(p => p.Outputs);
        var inputs = parts[0].Inputs;
        var weight = new float[inputs * outputs]; // [in, Σ out]
        var column = 0;
        foreach (var part in parts)
        {
            for (var input = 0; input < inputs; input++)
            {
                part.Weight.AsSpan(input * part.Outputs, part.Outputs).CopyTo(weight.AsSpan((input * outputs) + column));
            }

            column += part.Outputs;
        }

        return new LinearWeights(name, inputs, outputs, weight, [.. parts.SelectMany(p => p.Bias)]);
    }
}
