using TranslationService.Artifacts.Packages;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Which positions an attention may look at.</summary>
/// <param name="Scores">fp32, added to the scores [S, heads, U, T] or broadcast to them: 0 for a position that is seen, else far below 0.</param>
internal sealed record AttentionMask(Tensor Scores)
{
    /// <summary>Hides padding: [S, 1, 1, T].</summary>
    /// <param name="mask">Bool [S, T]: true where a token stands.</param>
    public static AttentionMask Padding(Tensor mask) =>
        new(zeros(mask.shape, float32, mask.device).masked_fill(mask.logical_not(), GraphNames.MaskedScore).unsqueeze(1).unsqueeze(1));

    /// <summary>
    /// Lets each of U positions see itself and those before it: [U, U]. It needs no padding mask beside: padding stands on the right, so
    /// no real position sees it.
    /// </summary>
    public static AttentionMask Causal(long length, Device device) =>
        new(full([length, length], GraphNames.MaskedScore, float32, device).triu(1));
}
