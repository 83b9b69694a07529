using TranslationService.Artifacts.Packages;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Which positions an attention may look at.</summary>
/// <param name="Scores">[S, 1, 1, T], added to the scores; none where <paramref name="IsCausal"/>.</param>
/// <param name="IsCausal">Whether a position sees itself and those before it.</param>
internal sealed record AttentionMask(Tensor? Scores, bool IsCausal)
{
    /// <summary>
    /// The decoder's look at itself. It needs no padding mask: padding stands on the right, so no real position sees it.
    /// </summary>
    public static AttentionMask Causal { get; } = new(null, IsCausal: true);

    /// <summary>Hides padding. The scores are of the type that the products have, as the attention kernel asks.</summary>
    /// <param name="sourceMask">Bool [S, T]: true where a token stands.</param>
    /// <param name="precision">The model's.</param>
    public static AttentionMask Of(Tensor sourceMask, ComputePrecision precision)
    {
        var type = precision == ComputePrecision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var scores = zeros(sourceMask.shape, type, sourceMask.device).masked_fill(sourceMask.logical_not(), GraphNames.MaskedScore);
        return new(scores.unsqueeze(1).unsqueeze(1), IsCausal: false);
    }
}
