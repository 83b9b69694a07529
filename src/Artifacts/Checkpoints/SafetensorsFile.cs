using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TranslationService.Artifacts.Checkpoints;

/// <summary>
/// A safetensors file: 8 bytes of header length (little-endian), a JSON header <c>{name: {dtype, shape, data_offsets}}</c>, then the
/// tensors' bytes. Every value is read as fp32, whatever the file holds. Source: huggingface.co/docs/safetensors.
/// </summary>
public sealed class SafetensorsFile
{
    private const int MaxHeaderBytes = 100_000_000;
    private const string MetadataKey = "__metadata__";

    private readonly Dictionary<string, Entry> _entries;
    private readonly string _path;
    private readonly long _dataStart;

    private SafetensorsFile(string path, long dataStart, Dictionary<string, Entry> entries)
    {
        _path = path;
        _dataStart = dataStart;
        _entries = entries;
    }

    /// <summary>The tensors' names, in the order of the file.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>Whether the file holds a tensor of that name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>The dimensions of a tensor.</summary>
    /// <exception cref="ArtifactException">The file has no such tensor.</exception>
    public int[] ShapeOf(string name) => Find(name).Shape;

    /// <summary>Reads the header; the tensors are read when asked for.</summary>
    /// <exception cref="ArtifactException">The file is missing or is no sound safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> prefix = stackalloc byte[8];
            stream.ReadExactly(prefix);
            var headerBytes = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (headerBytes is < 2 or > MaxHeaderBytes || headerBytes > stream.Length - 8)
            {
                throw new ArtifactException($"{path} is no safetensors file: its header would be {headerBytes} bytes long");
            }

            var header = new byte[headerBytes];
            stream.ReadExactly(header);
            return new SafetensorsFile(path, 8 + headerBytes, ReadHeader(path, header, stream.Length - 8 - headerBytes));
        }
        catch (EndOfStreamException e)
        {
            throw new ArtifactException($"{path} is no safetensors file: it ends inside its header", e);
        }
        catch (IOException e)
        {
            throw new ArtifactException($"{path} cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new ArtifactException($"{path} is no safetensors file: its header is damaged ({e.Message})", e);
        }
    }

    /// <summary>Reads one tensor as fp32.</summary>
    /// <exception cref="ArtifactException">The file has no such tensor, or it is of integers.</exception>
    public NamedTensor Read(string name)
    {
        var entry = Find(name);
        var bytes = new byte[entry.End - entry.Start];
        using (var stream = File.OpenRead(_path))
        {
            stream.Position = _dataStart + entry.Start;
            stream.ReadExactly(bytes);
        }

        return new NamedTensor(name, entry.Shape, Widen(name, entry.Type, bytes));
    }

    /// <summary>Writes tensors in the given order and number format, whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors, TensorType type)
    {
        var unfinished = path + ".tmp";
        using (var stream = File.Create(unfinished))
        {
            WriteHeader(stream, tensors, type);
            foreach (var tensor in tensors)
            {
                stream.Write(Narrow(tensor.Values, type));
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void WriteHeader(Stream stream, IReadOnlyList<NamedTensor> tensors, TensorType type)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            long start = 0;
            foreach (var tensor in tensors)
            {
                var end = start + ((long)tensor.Values.Length * SizeOf(type));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", type.ToString());
                WriteNumbers(json, "shape", tensor.Shape.Select(d => (long)d));
                WriteNumbers(json, "data_offsets", [start, end]);
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        // The data begin at a multiple of 8; the format allows trailing spaces in the header.
        var padding = (int)((8 - (buffer.Length % 8)) % 8);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, buffer.Length + padding);
        stream.Write(prefix);
        buffer.WriteTo(stream);
        stream.Write("        "u8[..padding]);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static Dictionary<string, Entry> ReadHeader(string path, byte[] header, long dataBytes)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(header);
        foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Name != MetadataKey))
        {
            if (!Enum.TryParse<TensorType>(property.Value.GetProperty("dtype").GetString(), out var type))
            {
                throw new ArtifactException($"{path}: {property.Name} is of type {property.Value.GetProperty("dtype")}; F32, F16, BF16 and I64 are read");
            }

            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()).ToArray();
            var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
            var size = shape.Aggregate((long)SizeOf(type), (product, d) => checked(product * d));
            if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != size || offsets[1] > dataBytes)
            {
                throw new ArtifactException($"{path}: {property.Name} does not fit its shape or the file; the file is damaged");
            }

            entries.Add(property.Name, new Entry(type, shape, offsets[0], offsets[1]));
        }

        return entries;
    }

    private static int SizeOf(TensorType type) => type switch
    {
        TensorType.F32 => 4,
        TensorType.F16 or TensorType.BF16 => 2,
        _ => 8,
    };

    private static byte[] Narrow(float[] values, TensorType type)
    {
        var bytes = new byte[values.Length * SizeOf(type)];
        switch (type)
        {
            case TensorType.F32:
                MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
                break;
            case TensorType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
                for (var i = 0; i < values.Length; i++)
                {
                    halves[i] = (Half)values[i];
                }

                break;
            case TensorType.BF16:
                var brains = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                for (var i = 0; i < values.Length; i++)
                {
                    brains[i] = BFloat16.FromSingle(values[i]);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Only floating-point tensors are written.");
        }

        return bytes;
    }

    private float[] Widen(string name, TensorType type, byte[] bytes)
    {
        var values = new float[bytes.Length / SizeOf(type)];
        switch (type)
        {
            case TensorType.F32:
                MemoryMarshal.Cast<byte, float>(bytes.AsSpan()).CopyTo(values);
                break;
            case TensorType.F16:
                var halves = MemoryMarshal.Cast<byte, Half>(bytes.AsSpan());
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = (float)halves[i];
                }

                break;
            case TensorType.BF16:
                var brains = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BFloat16.ToSingle(brains[i]);
                }

                break;
            default:
                throw new ArtifactException($"{_path}: {name} holds integers; a floating-point tensor is wanted");
        }

        return values;
    }

    private Entry Find(string name) =>
        _entries.TryGetValue(name, out var entry) ? entry : throw new ArtifactException($"{_path} has no tensor {name}");

    private sealed record Entry(TensorType Type, int[] Shape, long Start, long End);
}
