using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Inference.Decoding.Rules;

/// <summary>No end before the minimum length.</summary>
internal sealed class MinTargetLength : ILogitsProcessor
{
    public void Process(TargetPosition position, Span<float> logits)
    {
        if (!position.MayEnd)
        {
            logits[VocabularyLayout.EndId] = float.NegativeInfinity;
        }
    }
}
