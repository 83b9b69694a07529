namespace TranslationService.Evaluation;

/// <summary>Signatures and numbers as sacreBLEU prints them.</summary>
internal static class ScoreFormat
{
    /// <summary>
    /// What stands after <c>version:</c>. Not a bare number, since the figures come from this code: the definitions are those of sacreBLEU 2.6.0.
    /// </summary>
    public const string Version = "2.6.0-definition";

    public static string Of(LetterCase letterCase) => letterCase == LetterCase.Lower ? "lc" : "mixed";

    /// <summary>
    /// With that many decimals, ties to even. .NET rounds ties away from zero: 6.25 would become 6.3. Only a number that is an odd multiple
    /// of 2^−(decimals+1) is a tie in binary, and that product is exact.
    /// </summary>
    public static string Fixed(double value, int decimals)
    {
        var isTie = Math.Abs(value * (2 << decimals) % 2) == 1;
        return (isTie ? Math.Round(value, decimals, MidpointRounding.ToEven) : value).ToString($"F{decimals}");
    }
}
