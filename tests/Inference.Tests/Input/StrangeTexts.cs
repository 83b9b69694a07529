namespace TranslationService.Inference.Tests.Input;

/// <summary>Texts that break others, by a name that a test's output can bear.</summary>
internal static class StrangeTexts
{
    /// <summary>What has nothing to translate.</summary>
    public static IReadOnlyDictionary<string, string> WithoutWords { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["nothing"] = "",
        ["white space"] = " \n\t\u00a0\u2028",
        ["a full stop"] = ".",
        ["punctuation"] = "?! … — “”",
        ["symbols"] = "★ → © ½ ℃ %",
        ["an emoji"] = "🎉",
        ["emoji with joiners, modifiers and flags"] = "👩‍👩‍👧‍👦👍🏽 🇩🇪",
        ["a NUL"] = "\0",
        ["control characters"] = "\u0001\u0002\u001b[\u007f\u0080",
        ["direction marks"] = "\u200f\u202e\u200e",
        ["marks without a letter"] = "\u0301\u0300\u0335",
        ["lines of all of them"] = "!\n🎉\n\n\0\n",
        ["100,000 line breaks"] = new string('\n', 100_000),
        ["100,000 spaces"] = new string(' ', 100_000),
        ["100,000 full stops"] = new string('.', 100_000),
        ["100,000 NULs"] = new string('\0', 100_000),
        ["50,000 emoji"] = Repeated("🎉", 100_000),
        ["a tower of 100,000 marks"] = Repeated("\u0301\u0300\u0335", 100_000),
        ["100,000 full stops, a line each"] = Repeated(".\n", 100_000),
    };

    /// <summary>What has something to translate, and much else.</summary>
    public static IReadOnlyDictionary<string, string> WithWords { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a letter"] = "a",
        ["a digit"] = "7",
        ["an emoji beside a word"] = "bird 🎉",
        ["NULs in a word"] = "bi\0rd\0",
        ["control characters among words"] = "a\u0001bird\u001b[0m in\u007fa tree",
        ["direction marks around a word"] = "\u202ebird\u200f \u200fbird\u202c",
        ["a tower of marks on a letter"] = "e" + Repeated("\u0301\u0300\u0335", 3_000),
        ["towers on every letter"] = Repeated("b\u0301\u0300\u0335i\u0301\u0300\u0335r\u0301\u0300\u0335d\u0301\u0300\u0335 ", 2_000),
        ["a script that the vocabulary lacks"] = Repeated("漢字かな", 2_000),
        ["one word of 20,000 letters"] = Repeated("bird", 20_000),
        ["20,000 characters without a space"] = Repeated("bird,tree;house-", 20_000),
        ["ligatures that unfold into 18 characters each"] = Repeated("\ufdfa", 300),
        ["sentences of one letter"] = Repeated("a. ", 6_000),
        ["a line longer than the positions"] = Repeated("the birds sing in the old tree ", 6_000),
        ["a line that is longer for its spaces"] = "bird" + new string(' ', 50_000) + "tree",
        ["emoji beyond the positions behind a word"] = "bird" + Repeated("🎉", 2_000),
        ["words between a thousand line breaks"] = "bird" + new string('\n', 1_000) + "tree",
        ["list numbers behind much white space"] = new string(' ', 20_000) + Repeated("1. ", 3_000),
    };

    private static string Repeated(string unit, int characters) => string.Concat(Enumerable.Repeat(unit, characters / unit.Length));
}
