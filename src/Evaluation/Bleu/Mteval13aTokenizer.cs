using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TranslationService.Evaluation.Bleu;

/// <summary>
/// The tokeniser of NIST's mteval-v13a.pl as sacreBLEU has it: joins hyphens at line ends, resolves four entities, and parts ASCII
/// punctuation from words; periods and commas stay between digits, a dash parts after a digit, an apostrophe never.
/// </summary>
[SuppressMessage("Security", "MA0009", Justification = "Each pattern matches one or two characters: there is nothing to backtrack.")]
internal static partial class Mteval13aTokenizer
{
    public static List<string> Tokenize(string text)
    {
        // Order matters in both blocks: "&amp;lt;" becomes "<", as in the original.
        text = text.Replace("<skipped>", "").Replace("-\n", "").Replace('\n', ' ')
            .Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");

        // The padding gives the rules below a neighbour at both ends.
        text = Punctuation().Replace($" {text} ", " ${mark} ");
        text = NotAfterDigit().Replace(text, "${left} ${mark} ");
        text = NotBeforeDigit().Replace(text, " ${mark} ${right}");
        text = DashAfterDigit().Replace(text, "${left} ${mark} ");
        return Whitespace.Split(text);
    }

    /// <summary>ASCII punctuation and the space, without <c>' , - .</c></summary>
    [GeneratedRegex(@"(?<mark>[ -&(-+/:-@\[-`{-~])", RegexOptions.ExplicitCapture)]
    private static partial Regex Punctuation();

    [GeneratedRegex("(?<left>[^0-9])(?<mark>[.,])", RegexOptions.ExplicitCapture)]
    private static partial Regex NotAfterDigit();

    [GeneratedRegex("(?<mark>[.,])(?<right>[^0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex NotBeforeDigit();

    [GeneratedRegex("(?<left>[0-9])(?<mark>-)", RegexOptions.ExplicitCapture)]
    private static partial Regex DashAfterDigit();
}
