using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Decoding.Rules;

namespace TranslationService.Inference.Tests.Decoding;

public sealed class BeamSearchTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_finds_what_the_definition_finds(bool ties)
    {
        var random = new Random(1);
        for (var i = 0; i < 1500; i++)
        {
            var (model, options, max) = RandomCase(random, ties);

            AssertSame(PlainBeamSearch.Search(model, options, max, LanguageId(model)), Search(model, options, max, EarlyTermination.Off));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Early_termination_changes_nothing_but_the_number_of_steps(bool ties)
    {
        var random = new Random(2);
        var (stepsOn, stepsOff) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            var (model, options, max) = RandomCase(random, ties);
            var on = new BeamSearch(options, max);
            var off = new BeamSearch(options, max, EarlyTermination.Off);
            Run(model, on);
            Run(model, off);

            AssertSame(off.Hypotheses(), on.Hypotheses());
            stepsOn += on.Length;
            stepsOff += off.Length;
        }

        Assert.True(stepsOn < stepsOff, $"{stepsOn} steps with early termination, {stepsOff} without");
    }

    [Fact]
    public void Beam_1_is_greedy_search()
    {
        var options = new DecodingOptions { BeamSize = 1, MinTargetTokens = 0 };
        for (var seed = 0; seed < 200; seed++)
        {
            var model = new FakeModel(seed, 12, coarse: false);

            Assert.Equal(Greedy(model, 15), Assert.Single(Search(model, options, 15, EarlyTermination.On)).Ids);
        }
    }

    [Fact]
    public void A_beam_wider_than_the_vocabulary_works()
    {
        var model = new FakeModel(3, 6, coarse: false);
        var options = new DecodingOptions { BeamSize = 32, NBest = 32 };

        AssertSame(PlainBeamSearch.Search(model, options, 6, LanguageId(model)), Search(model, options, 6, EarlyTermination.On));
    }

    [Fact]
    public void N_best_are_different_and_ordered()
    {
        var hypotheses = Search(new FakeModel(4, 30, coarse: false), new DecodingOptions { BeamSize = 8, NBest = 8 }, 20, EarlyTermination.On);

        Assert.Equal(8, hypotheses.Count);
        Assert.Equal(hypotheses.OrderByDescending(h => h.Score), hypotheses);
        Assert.Equal(8, hypotheses.Select(h => string.Join(' ', h.Ids)).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, 2, 1)]
    [InlineData(5, 6, 5)]
    [InlineData(5, 9, 8)]
    [InlineData(9, 4, 3)]
    public void Hypotheses_keep_to_the_length_limits(int min, int max, int longest)
    {
        var options = new DecodingOptions { BeamSize = 4, NBest = 4, MinTargetTokens = min, LengthPenalty = 0.3f };
        for (var seed = 0; seed < 50; seed++)
        {
            var hypotheses = Search(new FakeModel(seed, 9, coarse: false), options, max, EarlyTermination.On);

            Assert.NotEmpty(hypotheses);
            Assert.All(hypotheses, h => Assert.InRange(h.Ids.Count, Math.Min(min, longest), longest));
        }
    }

    [Fact]
    public void Scores_that_are_not_numbers_end_the_search_with_nothing()
    {
        var search = new BeamSearch(new DecodingOptions { BeamSize = 2 }, 10);

        search.Advance([float.NaN, float.NaN, float.NaN, float.NaN], [5, 6, 7, 8]);

        Assert.True(search.IsFinished);
        Assert.Empty(search.Hypotheses());
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var search = new BeamSearch(new DecodingOptions { BeamSize = 4, MinTargetTokens = 500 }, 500);
        var logits = Enumerable.Range(0, 1000).Select(i => (float)Math.Sin(i)).ToArray();
        var (values, tokens) = (new float[4 * search.CandidatesPerRow], new int[4 * search.CandidatesPerRow]);
        void Step()
        {
            for (var row = 0; row < search.LiveCount; row++)
            {
                var range = (row * search.CandidatesPerRow)..((row + 1) * search.CandidatesPerRow);
                TopCandidates.Select(logits, values.AsSpan(range), tokens.AsSpan(range));
                System.Numerics.Tensors.TensorPrimitives.Subtract(values.AsSpan(range), LogSumExp.Of(logits), values.AsSpan(range));
            }

            search.Advance(values, tokens);
        }

        for (var i = 0; i < 200; i++)
        {
            Step();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(search.IsFinished);
    }

    private static (FakeModel Model, DecodingOptions Options, int Max) RandomCase(Random random, bool ties)
    {
        var beam = random.Next(1, 9);
        var model = new FakeModel(random.Next(), random.Next(5, 20), ties);
        var options = new DecodingOptions
        {
            BeamSize = beam,
            NBest = random.Next(1, beam + 1),
            LengthPenalty = random.Next(4) switch { 0 => 0f, 1 => 1f, 2 => 2.5f, _ => random.NextSingle() },
            MinTargetTokens = random.Next(4),
        };
        return (model, options, random.Next(1, 9));
    }

    /// <summary>The last token of a fake vocabulary is a language's.</summary>
    private static int LanguageId(FakeModel model) => model.VocabularySize - 1;

    private static IReadOnlyList<Hypothesis> Search(FakeModel model, DecodingOptions options, int max, EarlyTermination earlyTermination)
    {
        var search = new BeamSearch(options, max, earlyTermination);
        Run(model, search);
        return search.Hypotheses();
    }

    private static void Run(FakeModel model, BeamSearch search)
    {
        var vocabulary = new VocabularyLayout { PieceCount = LanguageId(model) - VocabularyLayout.ByteTokens, TargetLanguages = ["xx"] };
        ILogitsProcessor[] rules = [new SuppressedTokens(vocabulary), new MinTargetLength(), new ForcedEnd()];
        var (values, tokens) = (new float[search.BeamSize * search.CandidatesPerRow], new int[search.BeamSize * search.CandidatesPerRow]);
        List<int[]> prefixes = [[]];
        while (!search.IsFinished)
        {
            for (var row = 0; row < search.LiveCount; row++)
            {
                var scores = model.LogProbabilities(prefixes[row]);
                foreach (var rule in rules)
                {
                    rule.Process(search.Position, scores);
                }

                var range = (row * search.CandidatesPerRow)..((row + 1) * search.CandidatesPerRow);
                TopCandidates.Select(scores, values.AsSpan(range), tokens.AsSpan(range));
            }

            search.Advance(values, tokens);
            var next = new List<int[]>();
            for (var i = 0; i < search.LiveCount; i++)
            {
                next.Add([.. prefixes[search.Origins[i]], search.NextIds[i]]);
            }

            prefixes = next;
        }
    }

    private static List<int> Greedy(FakeModel model, int max)
    {
        var ids = new List<int>();
        while (ids.Count + 1 < max)
        {
            var scores = model.LogProbabilities(ids);
            var best = Enumerable.Range(VocabularyLayout.EndId, LanguageId(model) - VocabularyLayout.EndId).MaxBy(id => scores[id]);
            if (best == VocabularyLayout.EndId)
            {
                break;
            }

            ids.Add(best);
        }

        return ids;
    }

    private static void AssertSame(IReadOnlyList<Hypothesis> expected, IReadOnlyList<Hypothesis> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Ids, actual[i].Ids);
            Assert.Equal(expected[i].Score, actual[i].Score);
        }
    }
}
