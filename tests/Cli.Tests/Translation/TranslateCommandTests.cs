using TranslationService.Artifacts.Packages;

namespace TranslationService.Cli.Tests.Translation;

public sealed class TranslateCommandTests(TinyPackageFixture package) : IClassFixture<TinyPackageFixture>, IDisposable
{
    // Mixed lengths, empty lines and white space among them, and no two alike.
    private static readonly string[] Lines =
    [
        "A small house stands by the river.", "", "Yes.", "   ", "Two birds sing in the old tree while the children wait for the bus that never comes.", "No", "\t",
        "Where is the station?", "The bread is still warm.",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_line_gives_one_line_in_order_and_what_it_gives_alone()
    {
        var together = await TranslateAsync(string.Join('\n', Lines) + "\n");

        Assert.Equal(("", CommandLine.Success), (together.Error, together.ExitCode));
        Assert.Equal(Lines.Length, together.OutputLines.Length);
        for (var i = 0; i < Lines.Length; i++)
        {
            Assert.Equal(together.OutputLines[i] + "\n", (await TranslateAsync(Lines[i] + "\n")).Output);
        }
    }

    [Fact]
    public async Task Lines_without_text_come_back_as_they_were()
    {
        var run = await TranslateAsync("\n   \n\nYes.\n\n");

        Assert.Equal(["", "   ", ""], run.OutputLines[..3]);
        Assert.NotEqual("", run.OutputLines[3]);
        Assert.Equal("", run.OutputLines[4]);
    }

    [Fact]
    public async Task More_lines_than_a_chunk_holds_keep_their_order()
    {
        var numbers = Enumerable.Range(0, 700).Select(i => i % 7 == 0 ? "" : $"{i}").ToArray();

        var run = await TranslateAsync(string.Join('\n', numbers), "--beam", "1", "--max-length-ratio", "0");

        Assert.Equal(numbers.Length, run.OutputLines.Length);
        Assert.Equal(numbers.Select(n => n.Length == 0), run.OutputLines.Select(line => line.Length == 0));

        // Spot checks across the chunks' borders: a number alone gives the same.
        foreach (var i in new[] { 1, 255, 257, 513, 699 })
        {
            Assert.Equal(run.OutputLines[i] + "\n", (await TranslateAsync(numbers[i], "--beam", "1", "--max-length-ratio", "0")).Output);
        }
    }

    [Fact]
    public async Task No_input_gives_no_output()
    {
        var run = await TranslateAsync("");

        Assert.Equal(("", "", CommandLine.Success), (run.Output, run.Error, run.ExitCode));
    }

    [Fact]
    public async Task Files_are_read_and_written_compressed_or_not()
    {
        var expected = await TranslateAsync("Yes.\n\nNo.\n");
        var (plain, packed) = (_folder.PathTo("out"), _folder.PathTo("out.gz"));

        await TranslateAsync("", "--input", _folder.Write("in", "Yes.\r\n\r\nNo."), "--output", plain);
        await TranslateAsync("", "--input", _folder.WriteCompressed("in.gz", "Yes.\n\nNo.\n"), "--output", packed);

        Assert.Equal(expected.Output, File.ReadAllText(plain));
        Assert.Equal(expected.OutputLines, Cli.Files.TextFile.ReadLines(packed));
    }

    [Fact]
    public async Task Alternatives_stand_on_the_line_with_tabs_between()
    {
        var best = await TranslateAsync("Where is the station?\nYes.\n", "--beam", "4");
        var all = await TranslateAsync("Where is the station?\nYes.\n", "--beam", "4", "--nbest", "3");

        Assert.Equal(best.OutputLines, all.OutputLines.Select(line => line.Split('\t')[0]));
        Assert.All(all.OutputLines, line => Assert.InRange(line.Split('\t').Distinct().Count(), 2, 3));
    }

    [Fact]
    public async Task Progress_is_reported_where_it_is_asked_for()
    {
        Assert.StartsWith("2 lines, ", (await TranslateAsync("Yes.\nNo.\n", "--progress")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_direction_that_the_model_lacks_is_refused_with_those_it_has()
    {
        (await CliRun.WithInputAsync("Yes.", "translate", "--model", package.Folder, "--source", "en", "--target", "fr"))
            .AssertFailed(CommandLine.Failure, "the model does not translate en-fr; it translates en-de, de-en");
        (await CliRun.WithInputAsync("Yes.", "translate", "--model", package.Folder))
            .AssertFailed(CommandLine.Failure, "--source and --target must choose one of en-de, de-en");
    }

    [Fact]
    public async Task One_language_is_enough_where_it_decides_the_direction() =>
        Assert.Equal(
            (await TranslateAsync("Yes.")).Output,
            (await CliRun.WithInputAsync("Yes.", "translate", "--model", package.Folder, "--target", "DE")).Output);

    [Fact]
    public async Task Missing_files_and_packages_are_refused()
    {
        (await TranslateAsync("", "--input", _folder.PathTo("absent"))).AssertFailed(CommandLine.Failure, "absent does not exist");
        (await TranslateAsync("", "--input", _folder.PathTo(""))).AssertFailed(CommandLine.Failure, "cannot be read");
        (await TranslateAsync("", "--output", _folder.PathTo("no/such/folder"))).AssertFailed(CommandLine.Failure, "cannot be written");
        (await CliRun.OfAsync("translate", "--model", _folder.PathTo("absent"))).AssertFailed(CommandLine.Failure, "absent is not a folder");
        (await CliRun.OfAsync("translate")).AssertFailed(CommandLine.Failure, "--model must name");
    }

    [Fact]
    public async Task The_input_is_not_overwritten()
    {
        var file = _folder.Write("text", "Yes.\n");

        (await TranslateAsync("", "--input", file, "--output", file)).AssertFailed(CommandLine.Failure, "would overwrite the input");
        Assert.Equal("Yes.\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_package_with_a_changed_file_is_refused()
    {
        using var broken = TinyModels.TinyPackage.Create();
        await File.AppendAllTextAsync(broken.Package.EncoderPath, "x", TestContext.Current.CancellationToken);

        (await CliRun.OfAsync("translate", "--model", broken.Folder)).AssertFailed(CommandLine.Failure, "SHA-256");

        await File.WriteAllTextAsync(Path.Combine(broken.Folder, ModelManifest.FileName), "{", TestContext.Current.CancellationToken);
        (await CliRun.OfAsync("translate", "--model", broken.Folder)).AssertFailed(CommandLine.Failure, ModelManifest.FileName);
    }

    [Fact]
    public async Task Options_out_of_bounds_are_refused()
    {
        (await TranslateAsync("Yes.", "--beam", "33")).AssertFailed(CommandLine.Failure, "BeamSize");
        (await TranslateAsync("Yes.", "--beam", "2", "--nbest", "3")).AssertFailed(CommandLine.Failure, "NBest");
        (await TranslateAsync("Yes.", "--workers", "-1")).AssertFailed(CommandLine.Failure, "Workers");
        (await TranslateAsync("Yes.", "--beam", "wide")).AssertFailed(CommandLine.Misuse, "wide");
        (await TranslateAsync("Yes.", "--bea", "2")).AssertFailed(CommandLine.Misuse, "--bea");
        (await CliRun.OfAsync("transalte")).AssertFailed(CommandLine.Misuse, "transalte");
        (await CliRun.OfAsync()).AssertFailed(CommandLine.Misuse, "command");
    }

    [Theory]
    [InlineData("... !? —")]
    [InlineData("🎉👩‍👩‍👧‍👦 ★ →")]
    [InlineData("\0\u0001\u007f\u200f\u202e")]
    [InlineData("\u0301\u0300\u0335")]
    [InlineData("\u2028")]
    public async Task A_line_without_a_letter_or_a_digit_comes_back_as_it_was(string line)
    {
        var run = await TranslateAsync($"{line}\n{line}\n");

        Assert.Equal(($"{line}\n{line}\n", "", CommandLine.Success), (run.Output, run.Error, run.ExitCode));
    }

    [Theory]
    [InlineData("a", 30_000)]
    [InlineData("漢字", 10_000)]
    [InlineData("e\u0301\u0300\u0335", 10_000)]
    [InlineData("a. ", 10_000)]
    [InlineData("\ufdfa", 200)]
    [InlineData("a\r", 300)]
    public async Task A_monster_of_a_line_gives_one_line(string unit, int times)
    {
        var monster = string.Concat(Enumerable.Repeat(unit, times));

        var run = await TranslateAsync($"{monster}\nYes.\n", "--beam", "1", "--max-length-ratio", "0");

        Assert.Equal(("", CommandLine.Success), (run.Error, run.ExitCode));
        Assert.Equal(2, run.OutputLines.Length);
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_refused()
    {
        var path = _folder.PathTo("latin1");
        await File.WriteAllBytesAsync(path, [0xE4, (byte)'\n'], TestContext.Current.CancellationToken);

        (await TranslateAsync("", "--input", path)).AssertFailed(CommandLine.Failure, "is not UTF-8");

        // Half of a surrogate pair, written as some programs write it.
        await File.WriteAllBytesAsync(path, [0xED, 0xA0, 0x80, (byte)'\n'], TestContext.Current.CancellationToken);
        (await TranslateAsync("", "--input", path)).AssertFailed(CommandLine.Failure, "is not UTF-8");
    }

    private Task<CliRun> TranslateAsync(string input, params string[] options) =>
        CliRun.WithInputAsync(input, ["translate", "--model", package.Folder, "--source", "en", "--target", "de", .. options]);
}
