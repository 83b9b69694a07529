using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests.Batching;

internal static class Jobs
{
    public static SentenceJob Of(int sourceTokens, int beam = 4) => new(Request(sourceTokens, beam), CancellationToken.None);

    public static SentenceJob Cancellable(int sourceTokens, CancellationToken caller) => new(Request(sourceTokens, 4), caller);

    /// <summary>A sentence that a tiny model can translate: lengths, beam and limits of all kinds.</summary>
    public static SentenceRequest Random(Random random, int maxSourceTokens = 60, int maxTargetTokens = 40)
    {
        var ids = Enumerable.Range(0, random.Next(1, maxSourceTokens + 1)).Select(_ => random.Next(VocabularyLayout.EndId + 1, 60)).ToArray();
        ids[^1] = VocabularyLayout.EndId;
        var beam = random.Next(1, 7);
        var options = new DecodingOptions { BeamSize = beam, NBest = random.Next(1, beam + 1), MinTargetTokens = random.Next(0, 12), LengthPenalty = random.NextSingle() * 2 };
        return new SentenceRequest(ids, options, random.Next(1, maxTargetTokens + 1));
    }

    /// <summary>A sentence that the encoder fails on.</summary>
    public static SentenceJob OutsideVocabulary() =>
        new(new SentenceRequest([1_000_000, VocabularyLayout.EndId], new DecodingOptions(), 10), CancellationToken.None);

    private static SentenceRequest Request(int sourceTokens, int beam) =>
        new(new int[sourceTokens], new DecodingOptions { BeamSize = beam }, MaxTargetTokens: 10);
}
