namespace TranslationService.Inference.Decoding.Rules;

/// <summary>One rule about which tokens may come next. It writes −∞ where a token may not; the others are not renormalised.</summary>
internal interface ILogitsProcessor
{
    /// <param name="position">Where the hypothesis stands.</param>
    /// <param name="logits">[vocabulary] of the hypothesis.</param>
    void Process(TargetPosition position, Span<float> logits);
}
