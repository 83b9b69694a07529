using TorchSharp;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Search;

namespace TranslationService.Model.Tests.Search;

public sealed class ReferenceBeamSearchTests : IDisposable
{
    private static readonly VocabularyLayout Layout = new() { PieceCount = 8, TargetLanguages = ["de"] };
    private static readonly int[] Source = [Layout.FirstLanguageId, 5, 6, VocabularyLayout.EndId];

    private readonly Transformer _model;
    private readonly ReferenceBeamSearch _search;

    public ReferenceBeamSearchTests()
    {
        torch.random.manual_seed(5);
        _model = new Transformer(new TransformerConfig
        {
            Scheme = ResidualScheme.ResiDual,
            ModelDimension = 8,
            FeedForwardDimension = 16,
            AttentionHeads = 2,
            EncoderLayers = 1,
            DecoderLayers = 1,
            VocabularySize = Layout.Size,
            MaxPositions = 16,
        });
        _model.eval();
        _search = new ReferenceBeamSearch(_model, Layout);
    }

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(0f)]
    [InlineData(0.6f)]
    [InlineData(2f)]
    public void A_beam_wider_than_all_hypotheses_finds_them_all_in_the_order_of_their_scores(float lengthPenalty)
    {
        var found = _search.Search(Source, Options(beamSize: 600, lengthPenalty));

        // Nothing, or one of the tokens that may be produced: every hypothesis of at most two tokens with the end token.
        var expected = Producible().Select(token => (int[])[token]).Prepend([])
            .Select(ids => (Ids: ids, Score: Score(ids, lengthPenalty)))
            .OrderByDescending(h => h.Score)
            .ToArray();
        Assert.Equal(expected.Length, found.Count);
        foreach (var (want, have) in expected.Zip(found))
        {
            Assert.Equal(want.Score, have.Score, 1e-4);
        }

        Assert.Equal(expected[0].Ids, found[0].Ids);
    }

    [Fact]
    public void Beam_one_takes_the_likeliest_token_at_each_step()
    {
        int[] ids = [];
        while (ids.Length < 7)
        {
            var row = LogProbabilities(ids);
            var next = Producible().Append(VocabularyLayout.EndId).Where(t => ids.Length > 0 || t != VocabularyLayout.EndId).MaxBy(t => row[t]);
            if (next == VocabularyLayout.EndId)
            {
                break;
            }

            ids = [.. ids, next];
        }

        var found = _search.Search(Source, new ReferenceSearchOptions { BeamSize = 1, MaxTargetTokens = 8 });

        Assert.Equal(ids, Assert.Single(found).Ids);
    }

    [Fact]
    public void At_the_length_limit_a_hypothesis_ends_whatever_the_model_would_rather_do()
    {
        var found = _search.Search(Source, new ReferenceSearchOptions { BeamSize = 4, NBest = 4, MaxTargetTokens = 5, MinTargetTokens = 9 });

        Assert.All(found, h => Assert.Equal(4, h.Ids.Count));
        Assert.Equal(4, found.Count);
    }

    private static ReferenceSearchOptions Options(int beamSize, float lengthPenalty) => new()
    {
        BeamSize = beamSize, NBest = beamSize, LengthPenalty = lengthPenalty, MinTargetTokens = 0, MaxTargetTokens = 2,
    };

    // Pieces but for pad, unknown, begin and end; and bytes.
    private static IEnumerable<int> Producible() => Enumerable.Range(4, Layout.FirstLanguageId - 4);

    private double Score(int[] ids, float lengthPenalty)
    {
        int[] target = [.. ids, VocabularyLayout.EndId];
        var sum = Enumerable.Range(0, target.Length).Sum(t => LogProbabilities(target[..t])[target[t]]);
        return sum / Math.Pow(target.Length, lengthPenalty);
    }

    /// <summary>[vocabulary] after a prefix, in double precision.</summary>
    private double[] LogProbabilities(int[] prefix)
    {
        var logits = _search.ForcedLogits(Source, [VocabularyLayout.BeginId, .. prefix]).Values[^Layout.Size..].Select(z => (double)z).ToArray();
        var logSumExp = Math.Log(logits.Sum(Math.Exp));
        return [.. logits.Select(z => z - logSumExp)];
    }
}
