using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests.Batching;

internal static class Jobs
{
    public static SentenceJob Of(int sourceTokens, int beam = 4) => new(Request(sourceTokens, beam), CancellationToken.None);

    public static SentenceJob Cancellable(int sourceTokens, CancellationToken caller) => new(Request(sourceTokens, 4), caller);

    private static SentenceRequest Request(int sourceTokens, int beam) =>
        new(new int[sourceTokens], new DecodingOptions { BeamSize = beam }, MaxTargetTokens: 10);
}
