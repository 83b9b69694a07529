using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Graphs;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN, Precision.Fp16, 0.01)]
    [InlineData(ResidualScheme.PreLN, Precision.Fp16, 0.01)]
    [InlineData(ResidualScheme.ResiDual, Precision.Fp16, 0.01)]
    [InlineData(ResidualScheme.PostLN, Precision.Int8, 0.1)]
    [InlineData(ResidualScheme.PreLN, Precision.Int8, 0.1)]
    [InlineData(ResidualScheme.ResiDual, Precision.Int8, 0.1)]
    public void Fewer_bits_stay_close_to_fp32(ResidualScheme scheme, Precision precision, double tolerance)
    {
        var sentence = IndependenceTests.Sentence(new Random(6), 12, beams: 1, steps: 12);

        var config = TinyCheckpoint.Config(scheme);

        AssertClose(Logits(config, Precision.Fp32, sentence), Logits(config, precision, sentence), tolerance);
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN, 1)]
    [InlineData(ResidualScheme.PreLN, 1)]
    [InlineData(ResidualScheme.ResiDual, 1)]
    [InlineData(ResidualScheme.PostLN, 128)]
    [InlineData(ResidualScheme.PreLN, 128)]
    [InlineData(ResidualScheme.ResiDual, 128)]
    public void At_a_real_models_width_too_with_one_source_token_and_with_the_most(ResidualScheme scheme, int sourceTokens)
    {
        var config = TinyCheckpoint.Config(scheme) with { ModelDimension = 256, FeedForwardDimension = 1024 };
        var sentence = IndependenceTests.Sentence(new Random(6), sourceTokens, beams: 1, steps: 4);

        var exact = Logits(config, Precision.Fp32, sentence);

        AssertClose(exact, Logits(config, Precision.Int8, sentence), 0.1);
        AssertClose(exact, Logits(config, Precision.Fp32, sentence, GraphLayout.Padded), 1e-5);
    }

    [Fact]
    public void A_row_of_zeros_has_no_scale_and_still_gives_numbers()
    {
        using var folder = new TemporaryFolder();
        TinyCheckpoint.Write(folder["checkpoint"], TinyCheckpoint.Config(), seed: 1);
        SilenceFeedForward(folder["checkpoint"], "decoder.layers.0.feed_forward.expand");
        var sentence = IndependenceTests.Sentence(new Random(6), 12, beams: 1, steps: 3);
        var exact = Logits(folder, Precision.Fp32, sentence);

        var rounded = Logits(folder, Precision.Int8, sentence);

        Assert.All(rounded.Zip(exact), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
    }

    // Relative to the spread of the scores: the root of the mean square.
    private static void AssertClose(float[] exact, float[] rounded, double tolerance)
    {
        var spread = Math.Sqrt(exact.Average(x => x * (double)x));
        var error = Math.Sqrt(exact.Zip(rounded, (a, b) => (double)(a - b) * (a - b)).Average());
        Assert.InRange(error / spread, 1e-9, tolerance);
    }

    // No unit is ever above zero, so that the second product of the sublayer reads zeros only.
    private static void SilenceFeedForward(string checkpoint, string linear)
    {
        var path = Path.Combine(checkpoint, CheckpointFiles.Weights);
        var file = SafetensorsFile.Open(path);
        var tensors = file.Names.Select(file.Read).ToList();
        Array.Clear(tensors.Single(t => t.Name == $"{linear}.weight").Values);
        Array.Fill(tensors.Single(t => t.Name == $"{linear}.bias").Values, -1f);
        SafetensorsFile.Write(path, tensors, TensorType.F32);
    }

    private static float[] Logits(TemporaryFolder folder, Precision precision, ForcedSentence sentence)
    {
        var options = new PackageOptions { Precision = precision, Version = "1" };
        using var runner = IGraphRunner.Open(PackageWriter.Write(folder["checkpoint"], folder[$"{precision}"], options));
        return [.. runner.Logits([sentence])[0][0].SelectMany(step => step)];
    }

    private static float[] Logits(TransformerConfig config, Precision precision, ForcedSentence sentence, GraphLayout? layout = null)
    {
        using var tiny = TinyPackage.Create(config, precision, layout: layout);
        using var runner = IGraphRunner.Open(tiny.Package);
        return [.. runner.Logits([sentence])[0][0].SelectMany(step => step)];
    }
}
