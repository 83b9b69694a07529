using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Inference.Decoding.Rules;

/// <summary>Padding, unknown, begin and language tokens are never part of a translation.</summary>
internal sealed class SuppressedTokens(VocabularyLayout vocabulary) : ILogitsProcessor
{
    public void Process(TargetPosition position, Span<float> logits)
    {
        logits[VocabularyLayout.PadId] = float.NegativeInfinity;
        logits[VocabularyLayout.UnknownId] = float.NegativeInfinity;
        logits[VocabularyLayout.BeginId] = float.NegativeInfinity;
        logits[vocabulary.FirstLanguageId..].Fill(float.NegativeInfinity);
    }
}
