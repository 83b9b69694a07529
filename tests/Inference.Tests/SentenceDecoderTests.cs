using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;
using TranslationService.TinyModels;

namespace TranslationService.Inference.Tests;

public sealed class SentenceDecoderTests
{
    private static readonly EngineOptions Cpu = new() { ExecutionProvider = ExecutionProvider.Cpu };

    [Theory]
    [InlineData(ResidualScheme.ResiDual, Precision.Fp32)]
    [InlineData(ResidualScheme.PreLN, Precision.Fp32)]
    [InlineData(ResidualScheme.PostLN, Precision.Fp32)]
    [InlineData(ResidualScheme.ResiDual, Precision.Int8)]
    public void A_sentence_gets_the_same_bits_in_any_company(ResidualScheme scheme, Precision precision) =>
        AssertSameInAnyCompany(TinyCheckpoint.Config(scheme), precision, sentences: 60);

    [Theory]
    [InlineData(64, 1, 512)]
    [InlineData(128, 2, 300)]
    [InlineData(96, 2, 99)]
    public void So_it_does_at_other_head_widths_and_lengths(int dimension, int heads, int maxPositions) => AssertSameInAnyCompany(
        TinyCheckpoint.Config() with { ModelDimension = dimension, AttentionHeads = heads, MaxPositions = maxPositions }, Precision.Fp32, sentences: 30);

    [Fact]
    public void It_finds_what_a_search_without_caches_finds()
    {
        using var tiny = TinyPackage.Create();
        using var decoder = SentenceDecoder.Load(tiny.Package, Cpu);
        var random = new Random(2);
        var sentences = Enumerable.Range(0, 12).Select(_ => RandomSentence(random, random.Next(1, 30), tiny) with { MaxTargetTokens = random.Next(1, 12) }).ToList();

        var found = decoder.Search(sentences);

        for (var i = 0; i < sentences.Count; i++)
        {
            var expected = CachelessSearch.Search(decoder, tiny.Package.Manifest.Vocabulary, sentences[i]);
            Assert.Equal(expected.Select(h => h.Ids), found[i].Select(h => h.Ids));
            Assert.All(expected.Zip(found[i]), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4f));
        }
    }

    [Fact]
    public void Logits_along_a_target_are_those_of_every_prefix_run_from_the_start()
    {
        using var tiny = TinyPackage.Create();
        using var decoder = SentenceDecoder.Load(tiny.Package, Cpu);
        int[] source = [tiny.Package.Manifest.Vocabulary.FirstLanguageId, 9, 10, 11, 12, VocabularyLayout.EndId];
        int[] target = [VocabularyLayout.BeginId, 20, 21, 22, 23, 24, 25];

        var cached = decoder.Logits(source, target);

        for (var length = 1; length <= target.Length; length++)
        {
            Assert.Equal(decoder.Logits(source, target[..length])[^1], cached[length - 1]);
        }
    }

    [Fact]
    public void A_package_in_16_bits_says_nearly_the_same()
    {
        using var full = TinyPackage.Create();
        using var half = TinyPackage.Create(precision: Precision.Fp16);
        using var fullDecoder = SentenceDecoder.Load(full.Package, Cpu);
        using var halfDecoder = SentenceDecoder.Load(half.Package, Cpu);
        int[] source = [full.Package.Manifest.Vocabulary.FirstLanguageId, 9, 10, 11, 12, VocabularyLayout.EndId];
        int[] target = [VocabularyLayout.BeginId, 20, 21, 22];

        var difference = fullDecoder.Logits(source, target).SelectMany(row => row)
            .Zip(halfDecoder.Logits(source, target).SelectMany(row => row), (x, y) => Math.Abs(x - y));

        Assert.InRange(difference.Max(), 1e-6f, 0.1f);
        var request = new SentenceRequest(source, new DecodingOptions { BeamSize = 5, NBest = 5 }, 20);
        Assert.Equal(5, Assert.Single(halfDecoder.Search([request])).Count);
    }

    [Fact]
    public void The_longest_source_and_the_longest_target_fit()
    {
        using var tiny = TinyPackage.Create();
        using var decoder = SentenceDecoder.Load(tiny.Package, Cpu);
        var positions = tiny.Package.Manifest.Architecture.MaxPositions;
        var request = RandomSentence(new Random(3), positions, tiny) with
        {
            Options = new DecodingOptions { BeamSize = 5, NBest = 5, MinTargetTokens = positions - 1 },
            MaxTargetTokens = positions,
        };

        Assert.All(Assert.Single(decoder.Search([request])), hypothesis => Assert.Equal(positions - 1, hypothesis.Ids.Count));
    }

    [Fact]
    public void Hypotheses_hold_no_special_tokens_and_keep_their_limits()
    {
        using var tiny = TinyPackage.Create();
        using var decoder = SentenceDecoder.Load(tiny.Package, Cpu);
        var random = new Random(4);
        var sentences = Enumerable.Range(0, 30).Select(_ => RandomSentence(random, random.Next(1, 20), tiny)).ToList();

        var found = decoder.Search(sentences);

        for (var i = 0; i < sentences.Count; i++)
        {
            Assert.InRange(found[i].Count, 1, sentences[i].Options.NBest);
            Assert.All(found[i], h => Assert.InRange(h.Ids.Count, Math.Min(sentences[i].Options.MinTargetTokens, sentences[i].MaxTargetTokens - 1), sentences[i].MaxTargetTokens - 1));
            Assert.All(found[i].SelectMany(h => h.Ids), id => Assert.InRange(id, VocabularyLayout.EndId + 1, tiny.Package.Manifest.Vocabulary.FirstLanguageId - 1));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        using var tiny = TinyPackage.Create();
        using var decoder = SentenceDecoder.Load(tiny.Package, Cpu);
        var sound = RandomSentence(new Random(5), 5, tiny);

        AssertRefused(sound with { SourceIds = [] }, TranslationErrorKind.TooLarge, "1 to 128");
        AssertRefused(sound with { SourceIds = new int[129] }, TranslationErrorKind.TooLarge, "1 to 128");
        AssertRefused(sound with { MaxTargetTokens = 129 }, TranslationErrorKind.InvalidOption, "MaxTargetTokens");
        AssertRefused(sound with { Options = new DecodingOptions { BeamSize = 33 } }, TranslationErrorKind.InvalidOption, "BeamSize");
        AssertRefused(sound with { Options = new DecodingOptions { BeamSize = 2, NBest = 3 } }, TranslationErrorKind.InvalidOption, "NBest");
        AssertRefused(sound with { Options = new DecodingOptions { LengthPenalty = float.NaN } }, TranslationErrorKind.InvalidOption, "LengthPenalty");

        void AssertRefused(SentenceRequest request, TranslationErrorKind kind, string word)
        {
            var error = Assert.Throws<TranslationException>(() => decoder.Search([sound, request]));
            Assert.Equal(kind, error.Kind);
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertSameInAnyCompany(TransformerConfig config, Precision precision, int sentences)
    {
        using var tiny = TinyPackage.Create(config, precision);
        using var decoder = SentenceDecoder.Load(tiny.Package, Cpu);
        var random = new Random(1);
        var requests = Enumerable.Range(0, sentences).Select(i => RandomSentence(random, i < 5 ? 1 : random.Next(1, config.MaxPositions + 1), tiny)).ToList();

        var together = decoder.Search(requests);

        for (var i = 0; i < sentences; i++)
        {
            AssertSame(Assert.Single(decoder.Search([requests[i]])), together[i]);
        }
    }

    private static SentenceRequest RandomSentence(Random random, int length, TinyPackage tiny)
    {
        var vocabulary = tiny.Package.Manifest.Vocabulary;
        var ids = Enumerable.Range(0, length).Select(_ => random.Next(VocabularyLayout.EndId + 1, vocabulary.FirstLanguageId)).ToArray();
        ids[^1] = VocabularyLayout.EndId;
        var beam = random.Next(6) switch { 0 => 1, 1 => 2, 2 => 5, 3 => 8, _ => 4 };
        var options = new DecodingOptions
        {
            BeamSize = beam,
            NBest = random.Next(1, beam + 1),
            LengthPenalty = random.NextSingle() * 2,
            MinTargetTokens = random.Next(4),
        };
        return new SentenceRequest(ids, options, random.Next(1, 30));
    }

    private static void AssertSame(IReadOnlyList<Hypothesis> expected, IReadOnlyList<Hypothesis> actual)
    {
        Assert.Equal(expected.Select(h => h.Ids), actual.Select(h => h.Ids));
        Assert.Equal(expected.Select(h => BitConverter.SingleToInt32Bits(h.Score)), actual.Select(h => BitConverter.SingleToInt32Bits(h.Score)));
    }
}
