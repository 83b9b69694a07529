using System.Text.RegularExpressions;

namespace TranslationService.Architecture.Tests;

/// <summary>Recognises what belongs to TorchSharp or libtorch, by the name of a package or of a file.</summary>
internal static partial class Torch
{
    public static bool IsTorch(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"torch|\b(lib)?c10\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
