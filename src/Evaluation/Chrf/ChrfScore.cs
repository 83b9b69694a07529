namespace TranslationService.Evaluation.Chrf;

/// <summary>A corpus's chrF2.</summary>
/// <param name="Value">0 to 100.</param>
/// <param name="Signature">What was computed, as sacreBLEU writes it.</param>
public sealed record ChrfScore(double Value, string Signature)
{
    /// <summary>sacreBLEU's line: <c>chrF2|signature = 58.99</c>.</summary>
    public override string ToString() => $"chrF2|{Signature} = {ScoreFormat.Fixed(Value, 2)}";
}
