using System.Diagnostics;
using TranslationService.Artifacts.Text;

namespace TranslationService.Tokenization.Tests.SentencePiece;

/// <summary>SentencePiece's own programs (Debian's package sentencepiece, which the tests' set-up installs) say what is right.</summary>
public sealed class ReferenceTests
{
    // Enough of each file to meet all its kinds of text; the whole of them is read by the round-trip test.
    private const int LinesOfEachFile = 2_000;

    private static readonly string[] Hard =
    [
        "a", "I", ".", "  two  spaces\t and\u00a0more \u3000", "ﬁne ①②③ ｆｕｌｌ ½ ™", "\u200bzero\u200bwidth\ufeff", "bell\u0007 \u0001x", "Köln Ko\u0308ln", "a\u2581b", "lost \ufffd found",
        "ℌ\u0323 \u1e9b\u0323", "\u00a8 diaeresis", "\ufdfa", "한글 \u1112\u1161\u11ab", "ﾊﾟﾋﾟ", "x\u0301\u0323", "نص", "👩‍👩‍👧‍👦", "…", "„So“ – ‚so‘ — ‹so› «so»", "3,50 €", "<unk> <s> ▅",
    ];

    private static IReadOnlyList<string> Lines { get; } =
        [.. Hard, .. TestFiles.Sentences, .. TestFiles.SharedTextFiles().SelectMany(file => TextLines.Read(file).Take(LinesOfEachFile))];

    [Fact]
    public void Covered_text_has_the_ids_of_spm_encode()
    {
        var reference = Run("spm_encode", Lines, "--output_format=id");
        var (compared, ties) = (0, 0);
        foreach (var (text, expected) in Lines.Zip(reference))
        {
            var ids = TestFiles.Tokenizer.Encode(text);
            if (!ids.Any(id => id >= TestFiles.Layout.FirstByteId))
            {
                compared++;
                if (expected != string.Join(' ', ids))
                {
                    // Two cuts of the very same pieces in another order (l|ll, ll|l) have one score; which is taken depends on how a sum is rounded.
                    Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
                    ties++;
                }
            }
        }

        Assert.True(compared >= 480, $"only {compared} lines are covered by the vocabulary");
        Assert.InRange(ties, 0, compared / 10_000);
    }

    [Fact]
    public void The_normal_form_is_that_of_spm_normalize() => AssertNormal(Lines);

    // Beside a letter, what a rule gives may compose with it in a second pass, which SentencePiece does not make.
    [Fact]
    public void Every_character_has_the_normal_form_of_spm_normalize() =>
        AssertNormal([.. Enumerable.Range(1, 0x2ffff).Where(c => c is not ('\n' or '\r' or (>= 0xd800 and < 0xe000))).Select(c => $"一{char.ConvertFromUtf32(c)}一")]);

    private static void AssertNormal(IReadOnlyList<string> lines)
    {
        foreach (var (text, expected) in lines.Zip(Run("spm_normalize", lines)))
        {
            Assert.Equal(expected, TestFiles.Tokenizer.Normalize(text));
        }
    }

    private static string[] Run(string program, IReadOnlyList<string> lines, params string[] options)
    {
        var input = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(input, lines);
            var start = new ProcessStartInfo(program, ["--model=" + TestFiles.Model, .. options, input]) { UseShellExecute = false, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            var results = output.Split('\n')[..^1];
            Assert.Equal(lines.Count, results.Length);
            return results;
        }
        finally
        {
            File.Delete(input);
        }
    }
}
