using System.Runtime.InteropServices;
using System.Text;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Export.Checkpoints;

/// <summary>
/// Reads what TorchSharp's <c>module.save</c> writes: the number of tensors, then for each its name (length, UTF-8), its type's number, its rank,
/// its dimensions, and its values, little-endian. Every number but the values is an unsigned LEB128: seven bits a byte, the lowest first, and the top bit
/// says that more follow. Source: github.com/dotnet/TorchSharp, Module.save and TensorExtensionMethods.Save.
/// </summary>
internal sealed class NativeWeightsFile
{
    private const int MaxTensors = 100_000;
    private const int MaxRank = 8;
    private const int MaxNameBytes = 4096;

    // TorchSharp's ScalarType.
    private const int HalfType = 5;
    private const int SingleType = 6;
    private const int BrainType = 15;

    private readonly string _path;
    private readonly FileStream _stream;

    private NativeWeightsFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>Every tensor, as fp32.</summary>
    /// <exception cref="ArtifactException">The file is missing, of another kind, cut off, or holds a type other than fp32, fp16 and bf16.</exception>
    public static IReadOnlyDictionary<string, NamedTensor> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new NativeWeightsFile(path, stream).ReadAll();
        }
        catch (EndOfStreamException e)
        {
            throw new ArtifactException($"{path} ends in the middle of a tensor; it is no whole TorchSharp file", e);
        }
        catch (IOException e)
        {
            throw new ArtifactException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private Dictionary<string, NamedTensor> ReadAll()
    {
        var count = ReadNumber("number of tensors", MaxTensors);
        var tensors = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var tensor = ReadTensor();
            if (!tensors.TryAdd(tensor.Name, tensor))
            {
                throw Damaged($"holds {tensor.Name} twice");
            }
        }

        return _stream.Position == _stream.Length ? tensors : throw Damaged("goes on after its last tensor");
    }

    private NamedTensor ReadTensor()
    {
        var nameBytes = new byte[ReadNumber("length of a name", MaxNameBytes)];
        _stream.ReadExactly(nameBytes);
        var name = Encoding.UTF8.GetString(nameBytes);
        var type = ReadNumber($"type of {name}", byte.MaxValue);
        var shape = new int[ReadNumber($"rank of {name}", MaxRank)];
        long values = 1;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = ReadNumber($"shape of {name}", int.MaxValue);
            values *= shape[i];
            if (values > _stream.Length)
            {
                throw Damaged($"is too short for {name}");
            }
        }

        return new NamedTensor(name, shape, ReadValues(name, type, (int)values));
    }

    private float[] ReadValues(string name, int type, int count)
    {
        var width = type switch
        {
            SingleType => sizeof(float),
            HalfType or BrainType => sizeof(ushort),
            _ => throw Damaged($"holds {name} in TorchSharp's type {type}; {SingleType} (fp32), {HalfType} (fp16) and {BrainType} (bf16) are read"),
        };
        if ((long)count * width > _stream.Length - _stream.Position)
        {
            throw Damaged($"is too short for {name}");
        }

        var bytes = new byte[count * width];
        _stream.ReadExactly(bytes);
        return type switch
        {
            SingleType => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            HalfType => [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(h => (float)h)],
            _ => [.. MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(b => BitConverter.UInt32BitsToSingle((uint)b << 16))],
        };
    }

    private int ReadNumber(string what, int largest)
    {
        long number = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = _stream.ReadByte();
            if (next < 0)
            {
                throw new EndOfStreamException();
            }

            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number <= largest ? (int)number : throw Damaged($"has {number} as the {what}");
            }
        }

        throw Damaged($"has too large a {what}");
    }

    private ArtifactException Damaged(string what) => new($"{_path} {what}; it is no file of TorchSharp's module.save, or is damaged");
}
