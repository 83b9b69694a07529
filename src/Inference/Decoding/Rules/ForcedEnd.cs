using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Inference.Decoding.Rules;

/// <summary>Nothing but the end at the maximum length.</summary>
internal sealed class ForcedEnd : ILogitsProcessor
{
    public void Process(TargetPosition position, Span<float> logits)
    {
        if (position.MustEnd)
        {
            logits[..VocabularyLayout.EndId].Fill(float.NegativeInfinity);
            logits[(VocabularyLayout.EndId + 1)..].Fill(float.NegativeInfinity);
        }
    }
}
