namespace TranslationService.Export.Verification;

/// <summary>How many searches gave the same tokens in every hypothesis.</summary>
/// <param name="Searches">All.</param>
/// <param name="Identical">Those with the same tokens.</param>
/// <param name="LargestScoreDifference">Among the identical ones.</param>
internal sealed record SearchAgreement(int Searches, int Identical, float LargestScoreDifference)
{
    public override string ToString() => Searches == 0
        ? "none"
        : $"{(Identical == Searches ? "token-identical" : "NOT token-identical")} ({Identical} of {Searches}, scores within {LargestScoreDifference:0.0e0})";
}
