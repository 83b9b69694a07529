using System.Runtime.InteropServices;
using Google.Protobuf;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Onnx;

/// <summary>
/// Builds one ONNX graph, node by node. A value is known by its name; every method that makes one returns the name. Nodes are added in an
/// order in which each one's inputs already exist, as ONNX asks.
/// </summary>
internal sealed class GraphBuilder(string name)
{
    /// <summary>The operator set of the default domain; ONNX Runtime 1.31 loads up to 24.</summary>
    public const int Opset = 21;

    /// <summary>The IR version that came with that opset.</summary>
    public const int IrVersion = 10;

    /// <summary>The domain of ONNX Runtime's own operators.</summary>
    public const string MicrosoftDomain = "com.microsoft";

    /// <summary>How an optional input that is left out is written.</summary>
    public const string Absent = "";

    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);

    /// <summary>Declares an input.</summary>
    public string Input(string name, ElementType type, params ReadOnlySpan<Dimension> shape)
    {
        _graph.Input.Add(Describe(name, type, shape));
        return name;
    }

    /// <summary>Declares an output: the value that a node makes under that name.</summary>
    public void Output(string name, ElementType type, params ReadOnlySpan<Dimension> shape) => _graph.Output.Add(Describe(name, type, shape));

    /// <summary>A node of the default domain with one output, named after the operator.</summary>
    public string Node(string operation, string[] inputs, params AttributeProto[] attributes) =>
        Node(operation, inputs, [Fresh(operation)], attributes)[0];

    /// <summary>A node of the default domain with the outputs' names given.</summary>
    public string[] Node(string operation, string[] inputs, string[] outputs, params AttributeProto[] attributes) =>
        Add(new NodeProto { OpType = operation }, inputs, outputs, attributes);

    /// <summary>A node of ONNX Runtime's own domain with one output, named after the operator.</summary>
    public string MicrosoftNode(string operation, string[] inputs, params AttributeProto[] attributes) =>
        MicrosoftNode(operation, inputs, [Fresh(operation)], attributes)[0];

    /// <summary>A node of ONNX Runtime's own domain with the outputs' names given.</summary>
    public string[] MicrosoftNode(string operation, string[] inputs, string[] outputs, params AttributeProto[] attributes) =>
        Add(new NodeProto { OpType = operation, Domain = MicrosoftDomain }, inputs, outputs, attributes);

    /// <summary>A node of this service's own domain with one output, named after the operator.</summary>
    public string ServiceNode(string operation, string[] inputs, params AttributeProto[] attributes) =>
        ServiceNode(operation, inputs, [Fresh(operation)], attributes)[0];

    /// <summary>A node of this service's own domain with the outputs' names given.</summary>
    public string[] ServiceNode(string operation, string[] inputs, string[] outputs, params AttributeProto[] attributes) =>
        Add(new NodeProto { OpType = operation, Domain = RaggedOperators.Domain }, inputs, outputs, attributes);

    /// <summary>A name that no value of the graph has yet.</summary>
    public string Fresh(string stem)
    {
        var count = CollectionsMarshal.GetValueRefOrAddDefault(_names, stem, out _)++;
        return count == 0 ? stem : $"{stem}.{count}";
    }

    /// <summary>A constant of integers, such as a shape or an index; equal ones are written once. No shape makes a scalar.</summary>
    public string Longs(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        var key = $"int64 [{string.Join(',', shape.ToArray())}] {string.Join(',', values.ToArray())}";
        if (!_constants.TryGetValue(key, out var constant))
        {
            constant = Tensor(Fresh("constant"), ElementType.Int64, MemoryMarshal.AsBytes(values), shape);
            _constants.Add(key, constant);
        }

        return constant;
    }

    /// <summary>A tensor of fp32 values that the file holds in <paramref name="type"/>, fp32 or fp16.</summary>
    public string Floats(string name, ElementType type, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        if (type == ElementType.Float)
        {
            return Tensor(Fresh(name), type, MemoryMarshal.AsBytes(values), shape);
        }

        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        return Tensor(Fresh(name), ElementType.Float16, MemoryMarshal.AsBytes(halves.AsSpan()), shape);
    }

    /// <summary>A scalar; equal ones are written once.</summary>
    public string Scalar(ElementType type, float value)
    {
        var key = $"{type} {BitConverter.SingleToUInt32Bits(value)}";
        if (!_constants.TryGetValue(key, out var constant))
        {
            constant = Floats("constant", type, [value]);
            _constants.Add(key, constant);
        }

        return constant;
    }

    /// <summary>A tensor of signed bytes.</summary>
    public string SignedBytes(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<long> shape) =>
        Tensor(Fresh(name), ElementType.Int8, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A scalar byte, such as a zero point.</summary>
    public string Byte(byte value)
    {
        var key = $"uint8 {value}";
        if (!_constants.TryGetValue(key, out var constant))
        {
            constant = Tensor(Fresh("constant"), ElementType.Uint8, [value], []);
            _constants.Add(key, constant);
        }

        return constant;
    }

    /// <summary>The finished model.</summary>
    public ModelProto Build()
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "TranslationService.Export", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetProto { Domain = "", Version = Opset });
        model.OpsetImport.Add(new OperatorSetProto { Domain = MicrosoftDomain, Version = 1 });
        if (_graph.Node.Any(node => node.Domain == RaggedOperators.Domain))
        {
            model.OpsetImport.Add(new OperatorSetProto { Domain = RaggedOperators.Domain, Version = RaggedOperators.Version });
        }

        return model;
    }

    private static ValueInfoProto Describe(string name, ElementType type, ReadOnlySpan<Dimension> shape)
    {
        var tensorShape = new TensorShapeProto();
        foreach (var dimension in shape)
        {
            tensorShape.Dim.Add(dimension.Size is { } size
                ? new TensorShapeProto.Types.Dimension { DimValue = size }
                : new TensorShapeProto.Types.Dimension { DimParam = dimension.Name });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = tensorShape } },
        };
    }

    private string Tensor(string name, ElementType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape.ToArray());
        _graph.Initializer.Add(tensor);
        return name;
    }

    private string[] Add(NodeProto node, string[] inputs, string[] outputs, AttributeProto[] attributes)
    {
        node.Name = $"{node.OpType}/{outputs[0]}";
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return outputs;
    }
}
