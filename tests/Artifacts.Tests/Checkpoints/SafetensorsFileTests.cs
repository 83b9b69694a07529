using System.Text;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Artifacts.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_was_written_in_fp32_is_read_back_bit_for_bit()
    {
        NamedTensor[] tensors = [new("b", [2, 3], [1f, -0f, float.Epsilon, float.MaxValue, 0.1f, -7f]), new("a", [], [3.5f])];
        SafetensorsFile.Write(_path, tensors, TensorType.F32);

        var file = SafetensorsFile.Open(_path);

        Assert.Equal(["b", "a"], file.Names);
        foreach (var tensor in tensors)
        {
            var read = file.Read(tensor.Name);
            Assert.Equal(tensor.Shape, read.Shape);
            Assert.Equal(tensor.Values.Select(BitConverter.SingleToUInt32Bits), read.Values.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Theory]
    [InlineData(TensorType.F16, 1.0f / 2048)]
    [InlineData(TensorType.BF16, 1.0f / 256)]
    public void Sixteen_bits_round_to_the_nearest(TensorType type, float relativeError)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 1000).Select(_ => (random.NextSingle() - 0.5f) * 10f).ToArray();
        SafetensorsFile.Write(_path, [new NamedTensor("x", [1000], values)], type);

        var read = SafetensorsFile.Open(_path).Read("x").Values;

        Assert.All(values.Zip(read), pair => Assert.InRange(pair.Second, pair.First - Math.Abs(pair.First * relativeError), pair.First + Math.Abs(pair.First * relativeError)));
        Assert.NotEqual(values, read);
    }

    [Fact]
    public void The_header_is_the_published_format()
    {
        SafetensorsFile.Write(_path, [new NamedTensor("w", [1, 2], [1f, 2f])], TensorType.F32);

        var bytes = File.ReadAllBytes(_path);
        var headerBytes = (int)BitConverter.ToInt64(bytes);
        Assert.Equal("""{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""", Encoding.UTF8.GetString(bytes, 8, headerBytes).TrimEnd());
        Assert.Equal(1f, BitConverter.ToSingle(bytes, 8 + headerBytes));
        Assert.Equal(8 + headerBytes + 8, bytes.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("12345678 no header of such a length")]
    public void A_file_of_another_kind_is_refused_by_name(string content)
    {
        File.WriteAllText(_path, content);

        var error = Assert.Throws<ArtifactException>(() => SafetensorsFile.Open(_path));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        SafetensorsFile.Write(_path, [new NamedTensor("w", [100], new float[100])], TensorType.F32);
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..^1]);

        var error = Assert.Throws<ArtifactException>(() => SafetensorsFile.Open(_path));

        Assert.Contains("w does not fit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        SafetensorsFile.Write(_path, [new NamedTensor("w", [1], [0f])], TensorType.F32);

        var error = Assert.Throws<ArtifactException>(() => SafetensorsFile.Open(_path).Read("v"));

        Assert.Contains("has no tensor v", error.Message, StringComparison.Ordinal);
    }
}
