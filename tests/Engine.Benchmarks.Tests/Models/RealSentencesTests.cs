using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Engine.Benchmarks.Tests.Models;

public sealed class RealSentencesTests
{
    private static readonly RealSentences OfTheRepository = RealSentences.Load(Path.Combine(Path.GetTempPath(), "nothing-here"));

    [Fact]
    public void Without_the_shared_data_the_sentences_are_those_that_the_repository_ships() =>
        Assert.Equal("tests/TestData/sentences.en.txt", OfTheRepository.Origin);

    [Fact]
    public void Each_is_one_sentence_so_that_an_arrival_is_one() =>
        Assert.All(OfTheRepository.Sentences, sentence => Assert.Single(SentenceSegmenter.Split(sentence, "en").Segments));

    [Fact]
    public void Their_order_is_the_same_in_every_run() =>
        Assert.Equal(OfTheRepository.Sentences, RealSentences.Load(Path.Combine(Path.GetTempPath(), "nothing-here")).Sentences);
}
