using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx.Proto;
using TranslationService.Inference.Kernels;

namespace TranslationService.Inference.Tests.Kernels;

/// <summary>A session over a graph of one node: one of our operators. Its inputs are the graph's.</summary>
internal sealed class OneOperator : IDisposable
{
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    /// <param name="name">The operator.</param>
    /// <param name="inputTypes">Element types; 0 for an input that is left out.</param>
    /// <param name="outputTypes">Element types.</param>
    /// <param name="attributes">Its attributes: int or float.</param>
    public OneOperator(string name, int[] inputTypes, int[] outputTypes, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = name, Domain = RaggedOperators.Domain };
        var graph = new GraphProto { Name = name, Node = { node } };
        for (var i = 0; i < inputTypes.Length; i++)
        {
            node.Input.Add(inputTypes[i] == 0 ? "" : $"input{i}");
            if (inputTypes[i] != 0)
            {
                graph.Input.Add(Describe($"input{i}", inputTypes[i]));
            }
        }

        for (var i = 0; i < outputTypes.Length; i++)
        {
            node.Output.Add($"output{i}");
            graph.Output.Add(Describe($"output{i}", outputTypes[i]));
        }

        foreach (var (attribute, value) in attributes)
        {
            node.Attribute.Add(value is float number
                ? new AttributeProto { Name = attribute, Type = AttributeProto.Types.Kind.Float, F = number }
                : new AttributeProto { Name = attribute, Type = AttributeProto.Types.Kind.Int, I = (int)value });
        }

        var model = new ModelProto { IrVersion = 10, Graph = graph };
        model.OpsetImport.Add(new OperatorSetProto { Domain = "", Version = 21 });
        model.OpsetImport.Add(new OperatorSetProto { Domain = RaggedOperators.Domain, Version = RaggedOperators.Version });
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        CustomOperators.Register(options);
        Session = new InferenceSession(model.ToByteArray(), options);
        _inputs = [.. graph.Input.Select(input => input.Name)];
        _outputs = [.. graph.Output.Select(output => output.Name)];
    }

    public InferenceSession Session { get; }

    /// <summary>Runs the operator.</summary>
    /// <returns>The outputs' elements.</returns>
    public Array[] Run(params TestTensor[] inputs)
    {
        using var options = new RunOptions();
        var values = inputs.Select(input => input.ToOrtValue()).ToArray();
        using var results = Session.Run(options, _inputs, values, _outputs);
        foreach (var value in values)
        {
            value.Dispose();
        }

        return [.. results.Select(Elements)];
    }

    /// <summary>Runs the operator once, with the types that the inputs have; null stands for one that is left out.</summary>
    public static Array[] Run(string name, TestTensor?[] inputs, int[] outputTypes, params (string Name, object Value)[] attributes)
    {
        using var session = new OneOperator(name, [.. inputs.Select(input => input?.ElementType ?? 0)], outputTypes, attributes);
        return session.Run([.. inputs.OfType<TestTensor>()]);
    }

    public void Dispose() => Session.Dispose();

    private static Array Elements(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType switch
    {
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
        _ => value.GetTensorDataAsSpan<byte>().ToArray(),
    };

    // Of unknown shape.
    private static ValueInfoProto Describe(string name, int type) =>
        new() { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type } } };
}
