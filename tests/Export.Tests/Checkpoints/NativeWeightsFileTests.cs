using TranslationService.Artifacts;
using TranslationService.Export.Checkpoints;

namespace TranslationService.Export.Tests.Checkpoints;

/// <summary>Files made by hand from the format's description; Parity.Tests reads one that TorchSharp wrote.</summary>
public sealed class NativeWeightsFileTests : IDisposable
{
    private const byte Fp16 = 5;
    private const byte Fp32 = 6;
    private const byte Int64 = 4;
    private const byte Bf16 = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_shapes_and_values_are_read()
    {
        var tensors = Read([2, .. Tensor("a.weight", Fp32, [2, 1], Bytes(1.5f, -2f)), .. Tensor("b", Fp32, [], Bytes(3f))]);

        Assert.Equal([2, 1], tensors["a.weight"].Shape);
        Assert.Equal([1.5f, -2f], tensors["a.weight"].Values);
        Assert.Empty(tensors["b"].Shape);
        Assert.Equal([3f], tensors["b"].Values);
    }

    [Fact]
    public void Sixteen_bits_are_widened()
    {
        var tensors = Read([2, .. Tensor("half", Fp16, [1], BitConverter.GetBytes((Half)0.5f)), .. Tensor("brain", Bf16, [1], [0x80, 0xBF])]);

        Assert.Equal([0.5f], tensors["half"].Values);
        Assert.Equal([-1f], tensors["brain"].Values);
    }

    [Fact]
    public void Numbers_beyond_127_take_more_bytes()
    {
        byte[] dimension300 = [0xAC, 0x02];

        var tensors = Read([1, 1, (byte)'w', Fp32, 1, .. dimension300, .. new byte[300 * sizeof(float)]]);

        Assert.Equal([300], tensors["w"].Shape);
    }

    [Fact]
    public void A_file_that_ends_early_is_refused_at_every_length()
    {
        byte[] whole = [1, .. Tensor("w", Fp32, [3], Bytes(1, 2, 3))];

        Assert.All(Enumerable.Range(0, whole.Length), length => ErrorOf(whole[..length]));
    }

    [Fact]
    public void What_follows_the_last_tensor_is_refused() => Assert.Contains("goes on", ErrorOf([0, 1]), StringComparison.Ordinal);

    [Fact]
    public void Integers_are_refused_by_name() =>
        Assert.Contains("holds step in TorchSharp's type 4", ErrorOf([1, .. Tensor("step", Int64, [1], new byte[8])]), StringComparison.Ordinal);

    [Fact]
    public void A_tensor_that_comes_twice_is_refused()
    {
        var tensor = Tensor("w", Fp32, [1], Bytes(1));

        Assert.Contains("w twice", ErrorOf([2, .. tensor, .. tensor]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 a zip file, as PyTorch writes them")]
    [InlineData("{\"json\": true} and some more text so that it is long enough")]
    public void A_file_of_another_kind_is_refused_by_name(string content)
    {
        var error = ErrorOf(System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Contains("weights.dat", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void A_shape_that_would_fill_the_memory_is_refused_before_it_does() =>
        ErrorOf([1, 1, (byte)'w', Fp32, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]);

    private static byte[] Tensor(string name, byte type, byte[] shape, byte[] values) =>
        [(byte)name.Length, .. System.Text.Encoding.UTF8.GetBytes(name), type, (byte)shape.Length, .. shape, .. values];

    private static byte[] Bytes(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private IReadOnlyDictionary<string, Artifacts.Checkpoints.NamedTensor> Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["weights.dat"], bytes);
        return NativeWeightsFile.Read(_folder["weights.dat"]);
    }

    private string ErrorOf(byte[] bytes) => Assert.Throws<ArtifactException>(() => Read(bytes)).Message;
}
