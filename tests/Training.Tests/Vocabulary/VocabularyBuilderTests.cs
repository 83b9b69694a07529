using System.CommandLine;
using System.IO.Compression;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Tokenization;
using TranslationService.Training.Vocabulary;

namespace TranslationService.Training.Tests.Vocabulary;

public sealed class VocabularyBuilderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static string English { get; } = Path.Combine(AppContext.BaseDirectory, "TestData", "sentences.en.txt");

    private static string German { get; } = Path.Combine(AppContext.BaseDirectory, "TestData", "sentences.de.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(600, "de")]
    [InlineData(700, "de,en")]
    public void The_vocabulary_has_exactly_the_size_that_was_asked_for(int size, string languages)
    {
        var options = Options() with { Size = size, Languages = languages.Split(',') };

        var layout = Build(options);

        var written = ArtifactJson.Read<VocabularyLayout>(Path.Combine(options.Output, VocabularyBuilder.LayoutFile));
        Assert.Equal(size, layout.Size);
        Assert.Equal(size, written.Size);
        Assert.Equal(options.Languages, written.TargetLanguages);
        var tokenizer = SubwordTokenizer.Load(Path.Combine(options.Output, CheckpointFiles.Tokenizer), written);
        Assert.Equal("Der Fluss ist 漢.", tokenizer.Decode(tokenizer.EncodeSource("Der Fluss ist 漢.", "de")));
    }

    [Fact]
    public void The_same_text_gives_the_same_bytes_however_it_is_stored_and_repeated()
    {
        var compressed = PathOf("english.gz");
        using (var gzip = new GZipStream(File.Create(compressed), CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(English));
        }

        var first = Options();
        var second = Options() with { Inputs = [compressed, English, German, German] };
        Build(first);
        Build(second);

        Assert.Equal(Model(first), Model(second));
    }

    [Fact]
    public void A_sample_is_of_the_given_size_and_the_same_each_time()
    {
        var sample = DistinctLines.Of([English, German, English], sample: 100);

        Assert.Equal(100, sample.Lines.Distinct().Count());
        Assert.Equal((720, 478), (sample.Read, sample.Distinct));
        Assert.Equal(sample.Lines, DistinctLines.Of([English, German, English], sample: 100).Lines);
        Assert.Contains(sample.Lines, line => line.Contains('ü', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5000, "the largest that works is 756")]
    [InlineData(320, "the smallest that works is 344")]
    [InlineData(200, "--size 200 is too small")]
    public void A_size_that_does_not_work_is_refused_with_one_that_does(int size, string expected)
    {
        AssertRefused(Options() with { Size = size }, expected);
        if (expected.Split("works is ") is [_, var works])
        {
            Assert.Equal(int.Parse(works), Build(Options() with { Size = int.Parse(works) }).Size);
        }
    }

    [Theory]
    [InlineData("", "names no language")]
    [InlineData("deu", "'deu' is no ISO 639-1 code")]
    [InlineData("DE", "'DE' is no ISO 639-1 code")]
    [InlineData("de,en,de", "names a language twice")]
    public void Languages_are_checked(string languages, string expected) =>
        AssertRefused(Options() with { Languages = languages.Split(',', StringSplitOptions.RemoveEmptyEntries) }, expected);

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        AssertRefused(Options() with { Inputs = [English, PathOf("nowhere.txt")] }, "nowhere.txt cannot be read");
        File.WriteAllText(PathOf("blank.txt"), " \n\t\n");
        AssertRefused(Options() with { Inputs = [English, PathOf("blank.txt")] }, "blank.txt holds no text");
        File.WriteAllText(PathOf("control.txt"), "\u0001\u0002\n");
        AssertRefused(Options() with { Inputs = [PathOf("control.txt")] }, "no line that a vocabulary can be trained on");
        AssertRefused(Options() with { Sample = -1 }, "--sample -1 is negative");
    }

    [Fact]
    public void A_missing_spm_train_is_named_with_the_package_that_has_it()
    {
        var error = Assert.Throws<ArtifactException>(() => new VocabularyBuilder(new SpmTrain("no-spm-train-here"), TextWriter.Null).Build(Options()));

        Assert.Contains("no-spm-train-here cannot be started; install it (on Debian: apt-get install sentencepiece)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_is_never_overwritten()
    {
        var options = Options();
        Build(options);

        AssertRefused(options, "already holds a vocabulary");
    }

    [Fact]
    public void The_command_takes_several_inputs_and_refuses_missing_options()
    {
        var output = PathOf("out");
        var quiet = new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null };

        Assert.Equal(0, VocabularyCommand.Create().Parse(["--input", English, German, "--languages", "de,en", "--size", "700", "--output", output]).Invoke(quiet));
        Assert.True(File.Exists(Path.Combine(output, CheckpointFiles.Tokenizer)));
        Assert.NotEqual(0, VocabularyCommand.Create().Parse(["--input", English, "--size", "700"]).Invoke(quiet));
    }

    private VocabularyOptions Options() =>
        new() { Inputs = [English, German], Languages = ["de", "en"], Size = 700, Output = PathOf(Path.GetRandomFileName()) };

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static VocabularyLayout Build(VocabularyOptions options) => new VocabularyBuilder(new SpmTrain(), TextWriter.Null).Build(options);

    private static byte[] Model(VocabularyOptions options) => File.ReadAllBytes(Path.Combine(options.Output, CheckpointFiles.Tokenizer));

    private static void AssertRefused(VocabularyOptions options, string expected)
    {
        var error = Assert.Throws<ArtifactException>(() => Build(options));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
