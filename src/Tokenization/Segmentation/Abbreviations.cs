using System.Collections.Frozen;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>
/// Words whose full stop is a part of them and is followed by more of the sentence. Abbreviations that often end a sentence (etc., usw., a.m.) are left out:
/// a capital letter after them is taken for a new sentence.
/// </summary>
internal static class Abbreviations
{
    private static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
    [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon", "Gen", "Col", "Capt", "Lt", "Sgt", "Sen", "Rep", "Gov", "St", "Mt", "Ft", "Messrs",
        "vs", "cf", "approx", "ca", "viz", "No", "Nos", "Fig", "Figs", "Eq", "Vol", "Ch", "Sec", "pp", "Ed", "Eds", "al",
        "Jan", "Feb", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec",
    ]);

    private static readonly FrozenSet<string> German = FrozenSet.ToFrozenSet(
    [
        "Dr", "Prof", "Hr", "Hrn", "Fr", "Frl", "Dipl", "Ing", "Mag", "St", "Hl", "hl", "Nr", "Abb", "Tab", "Kap", "Bd", "Bde", "Jh", "Jhd", "Str", "Tel",
        "bzw", "ca", "vgl", "vs", "evtl", "ggf", "gem", "inkl", "exkl", "zzgl", "max", "min", "mind", "sog", "geb", "gest", "ehem", "vorm", "Abs", "Art", "Anm", "Hrsg", "Verf",
        "Mio", "Mrd", "Tsd", "Jan", "Feb", "Febr", "Apr", "Aug", "Sept", "Okt", "Nov", "Dez", "Mo", "Di", "Mi", "Do", "Sa",
    ]);

    /// <summary>The abbreviations of a language, without their last full stop; none for a language that has no list.</summary>
    /// <param name="language">ISO 639-1.</param>
    public static FrozenSet<string> Of(string language) => language switch
    {
        "en" => English,
        "de" => German,
        _ => None,
    };
}
