using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;
using TranslationService.TinyModels;

namespace TranslationService.Parity.Tests;

public sealed class RandomModelParityTests
{
    private const int LongestTarget = 14;

    public static TheoryData<ResidualScheme, int> SchemesAndSeeds => new()
    {
        { ResidualScheme.PostLN, 1 }, { ResidualScheme.PreLN, 2 }, { ResidualScheme.ResiDual, 3 }, { ResidualScheme.ResiDual, 4 },
    };

    [Theory]
    [MemberData(nameof(SchemesAndSeeds))]
    public void Logits_along_a_forced_target_agree(ResidualScheme scheme, int seed)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), seed: seed);
        using var engines = new TwoEngines(tiny.CheckpointFolder, tiny.Package);
        var random = new Random(seed);

        foreach (var sourceTokens in new[] { 1, 2, 7, 40, 128 })
        {
            int[] target = [VocabularyLayout.BeginId, .. RandomPieces(random, 20)];
            Assert.InRange(engines.LargestLogitsDifference(RandomSource(random, sourceTokens), target), 0f, 1e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(SchemesAndSeeds))]
    public void Every_beam_size_finds_the_same_n_best_for_mixed_lengths_in_one_batch(ResidualScheme scheme, int seed)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), seed: seed);
        using var engines = new TwoEngines(tiny.CheckpointFolder, tiny.Package);
        var random = new Random(seed);
        var sources = new[] { 3, 17, 5, 9, 3 }.Select(tokens => RandomSource(random, tokens)).ToArray();

        engines.AssertSameHypotheses([.. new[] { 1, 2, 4, 5, 8 }.SelectMany((beam, i) => sources.Select((source, j) => new SentenceRequest(
            source,
            new DecodingOptions { BeamSize = beam, NBest = 1 + ((i + j) % beam), LengthPenalty = j * 0.5f },
            LongestTarget - j)))]);
    }

    [Theory]
    [MemberData(nameof(SchemesAndSeeds))]
    public void Sentences_of_one_token_and_of_the_longest_length_agree_side_by_side(ResidualScheme scheme, int seed)
    {
        using var tiny = TinyPackage.Create(TinyCheckpoint.Config(scheme), seed: seed);
        using var engines = new TwoEngines(tiny.CheckpointFolder, tiny.Package);
        var random = new Random(seed);
        var longest = tiny.Package.Manifest.Architecture.MaxPositions;

        // The fewest possible source is one token; the text "a" makes a language token, a piece and an end.
        engines.AssertSameHypotheses([
            new SentenceRequest([VocabularyLayout.EndId], new DecodingOptions { BeamSize = 5, NBest = 5 }, LongestTarget),
            new SentenceRequest(RandomSource(random, 3), new DecodingOptions { BeamSize = 4, NBest = 4 }, 1),
            new SentenceRequest(RandomSource(random, longest), new DecodingOptions { BeamSize = 4, NBest = 2 }, LongestTarget),
            new SentenceRequest(RandomSource(random, 4), new DecodingOptions { BeamSize = 2, NBest = 2, MinTargetTokens = longest - 2 }, longest),
        ]);
    }

    [Fact]
    public void A_beam_wider_than_the_live_vocabulary_agrees()
    {
        using var tiny = TinyPackage.Create(seed: 5);
        using var engines = new TwoEngines(tiny.CheckpointFolder, tiny.Package);

        engines.AssertSameHypotheses([
            new SentenceRequest(RandomSource(new Random(5), 6), new DecodingOptions { BeamSize = DecodingOptions.MaxBeamSize, NBest = DecodingOptions.MaxBeamSize }, 5),
        ]);
    }

    private static int[] RandomSource(Random random, int tokens) =>
        tokens == 1 ? [VocabularyLayout.EndId] : [TinyVocabulary.Layout.FirstLanguageId, .. RandomPieces(random, tokens - 2), VocabularyLayout.EndId];

    private static int[] RandomPieces(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(VocabularyLayout.EndId + 1, TinyVocabulary.Layout.FirstLanguageId))];
}
