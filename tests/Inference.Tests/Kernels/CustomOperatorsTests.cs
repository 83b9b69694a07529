using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class CustomOperatorsTests
{
    private const int Rows = 6;

    public static readonly TheoryData<string> Operators =
    [
        RaggedOperators.QuantizeRows, RaggedOperators.Affine, RaggedOperators.AddNorm, RaggedOperators.DualAddNorm,
        RaggedOperators.EncoderAttention, RaggedOperators.SelfAttention, RaggedOperators.CrossAttention,
    ];

    [Theory]
    [MemberData(nameof(Operators))]
    public void A_run_allocates_no_managed_memory(string name)
    {
        var (inputs, outputs) = Node(name);
        using var node = Load(name, inputs, outputs);
        using var binding = node.Session.CreateIoBinding();
        using var options = new RunOptions();
        var values = inputs.OfType<TestTensor>().Select(input => input.ToOrtValue()).ToArray();
        foreach (var (input, value) in node.Session.InputNames.Zip(values))
        {
            binding.BindInput(input, value);
        }

        foreach (var output in node.Session.OutputNames)
        {
            binding.BindOutputToDevice(output, OrtMemoryInfo.DefaultInstance);
        }

        // The first runs make this thread's scratch and the compiled code.
        node.Session.RunWithBinding(options, binding);
        node.Session.RunWithBinding(options, binding);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            node.Session.RunWithBinding(options, binding);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        foreach (var value in values)
        {
            value.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public async Task Several_threads_may_run_one_session(string name)
    {
        var (inputs, outputs) = Node(name);
        using var node = Load(name, inputs, outputs);
        TestTensor[] given = [.. inputs.OfType<TestTensor>()];
        var expected = node.Run(given);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 20).Select(_ => node.Run(given)).ToArray())));
        Assert.All(runs.SelectMany(run => run), results => Assert.Equal(expected, results));
    }

    /// <summary>Also with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 or DOTNET_EnableHWIntrinsic=0. Whoever changes an order of summation changes the numbers here.</summary>
    [Theory]
    [InlineData(RaggedOperators.QuantizeRows, 471489835u, 4120411777u)]
    [InlineData(RaggedOperators.Affine, 2353398181u, 1925624696u)]
    [InlineData(RaggedOperators.AddNorm, 2708638297u, 1166396601u)]
    [InlineData(RaggedOperators.DualAddNorm, 1395515360u, 3889684351u)]
    [InlineData(RaggedOperators.EncoderAttention, 1691985566u, 3359699352u)]
    [InlineData(RaggedOperators.SelfAttention, 2603026105u, 2732934572u)]
    [InlineData(RaggedOperators.CrossAttention, 3652049845u, 1969416031u)]
    public void Results_have_the_same_bits_on_every_machine(string name, uint wide, uint odd) =>
        Assert.Equal((wide, odd), (Fingerprint(name, 256), Fingerprint(name, 36)));

    [Fact]
    public void A_session_may_go_and_another_come()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([128, 128], (byte[])OneOperator.Run(RaggedOperators.QuantizeRows, [TestTensor.Of(new float[2], 1, 2)], [2, 1], Attributes)[0]);
        }
    }

    [Fact]
    public void An_input_of_another_type_is_refused_when_the_graph_is_loaded() =>
        Assert.Throws<OnnxRuntimeException>(() => new OneOperator(RaggedOperators.QuantizeRows, [7], [2, 1], Attributes));

    // FNV-1a of all outputs.
    private static uint Fingerprint(string name, int width)
    {
        var (inputs, outputs) = Node(name, width);
        using var node = Load(name, inputs, outputs);
        var hash = 2166136261;
        foreach (var output in node.Run([.. inputs.OfType<TestTensor>()]))
        {
            for (var i = 0; i < Buffer.ByteLength(output); i++)
            {
                hash = (hash ^ Buffer.GetByte(output, i)) * 16777619;
            }
        }

        return hash;
    }

    private static (string Name, object Value)[] Attributes =>
    [
        (RaggedOperators.ZeroPoint, 128), (RaggedOperators.Limit, 127), (RaggedOperators.Relu, 1), (RaggedOperators.Epsilon, 1e-5f),
        (RaggedOperators.DualScale, 1f), (RaggedOperators.Heads, 4), (RaggedOperators.Layer, 0),
    ];

    private static OneOperator Load(string name, TestTensor?[] inputs, int[] outputs) =>
        new(name, [.. inputs.Select(input => input?.ElementType ?? 0)], outputs, Attributes);

    private static (TestTensor?[] Inputs, int[] Outputs) Node(string name, int width = 32)
    {
        var random = new Random(1);
        TestTensor Matrix(int columns) => TestTensor.Of(random.Floats(Rows * columns), Rows, columns);
        TestTensor Vector(int length) => TestTensor.Of(random.Floats(length), length);
        TestTensor Memory() => TestTensor.Of(random.Floats(Rows * 9 * 2 * width), Rows, 9, 2 * width);
        TestTensor EachRow(int[] numbers) => TestTensor.Of(numbers, Rows);
        var positions = TestTensor.Of(new long[] { 0, 1, 2, 8, 7, 3 }, Rows);
        var cells = TestTensor.Of(Enumerable.Range(0, Rows * 9).Select(i => i / 9).ToArray(), Rows, 9);
        return name switch
        {
            RaggedOperators.QuantizeRows => ([Matrix(width)], [2, 1]),
            RaggedOperators.Affine => ([Matrix(width), Vector(Rows), Vector(width)], [1]),
            RaggedOperators.AddNorm => ([Matrix(width), null, Vector(width), Matrix(width), Vector(width), Vector(width)], [1, 1]),
            RaggedOperators.DualAddNorm => ([Matrix(width), Vector(Rows), Vector(width), Matrix(width), Matrix(width), Vector(width), Vector(width)], [1, 1]),
            RaggedOperators.EncoderAttention => ([Matrix(3 * width), Vector(Rows), Vector(3 * width), TestTensor.Of([0, 2, Rows], 3)], [1]),
            RaggedOperators.SelfAttention => ([Matrix(3 * width), null, Vector(3 * width), Memory(), positions, cells], [1]),
            _ => ([Matrix(width), Vector(Rows), Vector(width), Memory(), EachRow([0, 0, 1, 5, 5, 2]), EachRow([9, 9, 1, 4, 4, 8])], [1]),
        };
    }
}
