using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Graphs.Device;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Tests.Graphs.Device;

public sealed class CandidateTailTests
{
    private const int Rows = 5;
    private static readonly VocabularyLayout Vocabulary = new() { PieceCount = 44, TargetLanguages = ["de", "fr"] };

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 9)]
    [InlineData(true, 9)]
    public void The_best_tokens_come_with_log_probabilities_over_the_whole_vocabulary(bool isHalf, int count)
    {
        var logits = RandomLogits(isHalf);

        var (logProbabilities, tokens, end) = Run(logits, isHalf, count);

        for (var row = 0; row < Rows; row++)
        {
            var scores = logits[row];
            var logSumExp = Math.Log(scores.Sum(x => Math.Exp(x)));
            var expected = Enumerable.Range(VocabularyLayout.EndId, Vocabulary.FirstLanguageId - VocabularyLayout.EndId)
                .OrderByDescending(token => scores[token]).Take(count).ToArray();
            Assert.Equal(expected, tokens[row].Select(token => (int)token));
            Assert.All(expected.Zip(logProbabilities[row]), pair => Assert.Equal(scores[pair.First] - logSumExp, pair.Second, 1e-4));
            Assert.Equal(scores[VocabularyLayout.EndId] - logSumExp, end[row], 1e-4);
        }
    }

    [Fact]
    public void Equal_scores_come_by_the_lower_token()
    {
        var flat = Enumerable.Range(0, Rows).Select(_ => new float[Vocabulary.Size]).ToArray();

        var (_, tokens, _) = Run(flat, isHalf: false, count: 6);

        Assert.All(tokens, row => Assert.Equal([3L, 4, 5, 6, 7, 8], row));
    }

    [Fact]
    public void What_may_never_be_chosen_has_no_probability_even_where_all_are_asked_for()
    {
        var (logProbabilities, tokens, _) = Run(RandomLogits(isHalf: false), isHalf: false, Vocabulary.Size);

        var allowed = Vocabulary.FirstLanguageId - VocabularyLayout.EndId;
        Assert.All(logProbabilities, row => Assert.Equal(allowed, row.Count(float.IsFinite)));
        Assert.All(tokens, row => Assert.All(row.Take(allowed), token => Assert.InRange(token, VocabularyLayout.EndId, Vocabulary.FirstLanguageId - 1)));
    }

    [Fact]
    public void A_row_that_is_not_numbers_stays_so_and_spoils_no_other()
    {
        var logits = RandomLogits(isHalf: false);
        var sound = Run(logits, isHalf: false, count: 4);
        logits[2][17] = float.NaN;

        var (logProbabilities, tokens, end) = Run(logits, isHalf: false, count: 4);

        Assert.All(logProbabilities[2].Append(end[2]), x => Assert.True(float.IsNaN(x)));
        foreach (var row in new[] { 0, 1, 3, 4 })
        {
            Assert.Equal(sound.LogProbabilities[row], logProbabilities[row]);
            Assert.Equal(sound.Tokens[row], tokens[row]);
        }
    }

    private static float[][] RandomLogits(bool isHalf)
    {
        var random = new Random(1);
        float Draw() => (random.NextSingle() * 12) - 6;
        return [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Vocabulary.Size).Select(_ => isHalf ? (float)(Half)Draw() : Draw()).ToArray())];
    }

    private static (float[][] LogProbabilities, long[][] Tokens, float[] End) Run(float[][] logits, bool isHalf, int count)
    {
        var type = isHalf ? ElementType.Float16 : ElementType.Float;
        var graph = new GraphBuilder("tail");
        graph.Input(GraphNames.Logits, type, "R", Vocabulary.Size);
        CandidateTail.Add(graph, type, Vocabulary);
        using var runner = new GraphRunner(graph.Build());
        var flat = logits.SelectMany(row => row).ToArray();
        using var scores = isHalf
            ? OrtValue.CreateTensorValueFromMemory(flat.Select(x => (Float16)x).ToArray(), [Rows, Vocabulary.Size])
            : OrtValue.CreateTensorValueFromMemory(flat, [Rows, Vocabulary.Size]);
        using var k = OrtValue.CreateTensorValueFromMemory(new[] { (long)count }, [1]);
        using var outputs = runner.Run(
            new Dictionary<string, OrtValue> { [GraphNames.Logits] = scores, [DeviceGraphNames.CandidateCount] = k },
            DeviceGraphNames.CandidateLogProbabilities,
            DeviceGraphNames.CandidateTokens,
            DeviceGraphNames.EndLogProbability);
        return (
            [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Chunk(count)],
            [.. outputs[1].GetTensorDataAsSpan<long>().ToArray().Chunk(count)],
            outputs[2].GetTensorDataAsSpan<float>().ToArray());
    }
}
