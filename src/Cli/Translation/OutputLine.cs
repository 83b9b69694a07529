using TranslationService.Inference;

namespace TranslationService.Cli.Translation;

/// <summary>A translation as one line.</summary>
internal static class OutputLine
{
    /// <summary>The best translation. A model can produce a line end as a byte token; one line in must stay one line out.</summary>
    public static string Of(TextTranslation translation) => Flat(translation.Text);

    /// <summary>The best translation and its alternatives, best first, with tabs between.</summary>
    public static string OfAll(TextTranslation translation) =>
        string.Join('\t', translation.Alternatives.Prepend(translation.Text).Select(text => Flat(text).Replace('\t', ' ')));

    private static string Flat(string text) => text.AsSpan().ContainsAny('\n', '\r') ? text.Replace('\n', ' ').Replace('\r', ' ') : text;
}
