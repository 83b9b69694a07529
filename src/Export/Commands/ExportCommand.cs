using System.CommandLine;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.Export.Verification;

namespace TranslationService.Export.Commands;

/// <summary><c>export --checkpoint FOLDER --output FOLDER --precision fp32|fp16|int8 [--layout ragged|padded]</c>: makes a model package and verifies it.</summary>
internal sealed class ExportCommand
{
    private const int MostValidationSentences = 1000;

    private readonly TimeProvider _clock;
    private readonly Option<string> _checkpoint = new("--checkpoint") { Description = "The checkpoint's folder.", Required = true };
    private readonly Option<string> _output = new("--output") { Description = "The package's folder; it must not exist.", Required = true };
    private readonly Option<string> _precision = new("--precision") { Description = "The large matrices' number format; fp16 is for CUDA, int8 for the CPU.", Required = true };
    private readonly Option<string?> _layout = new("--layout")
    {
        Description = "How the graphs lay out a batch: ragged, for the CPU, or padded, for CUDA; default: ragged for fp32 and int8, padded for fp16.",
    };

    private readonly Option<string?> _version = new("--version") { Description = "The package's version; default: today's date." };
    private readonly Option<string?> _sources = new("--validation-source") { Description = "Sentences to measure BLEU on, one a line, plain or gzip." };
    private readonly Option<string?> _references = new("--validation-reference") { Description = "Their translations." };
    private readonly Option<string?> _source = new("--source") { Description = "The validation set's source language." };
    private readonly Option<string?> _target = new("--target") { Description = "The validation set's target language." };
    private readonly Option<int> _sentences = new("--validation-sentences")
    {
        Description = "How many of its first sentences are translated.",
        DefaultValueFactory = _ => MostValidationSentences,
    };

    private readonly Option<bool> _unverified = new("--unverified") { Description = "Export a checkpoint that has no probes to prove the graphs with." };

    private ExportCommand(TimeProvider clock) => _clock = clock;

    /// <summary>Gives the root command its options and its action.</summary>
    public static void AddTo(RootCommand root, TimeProvider clock)
    {
        var export = new ExportCommand(clock);
        export._precision.AcceptOnlyFromAmong("fp32", "fp16", "int8");
        export._layout.AcceptOnlyFromAmong("ragged", "padded");
        foreach (var builtIn in root.Options.OfType<VersionOption>().ToList())
        {
            root.Options.Remove(builtIn); // --version is the package's
        }

        foreach (var option in new Option[]
        {
            export._checkpoint, export._output, export._precision, export._layout, export._version, export._sources, export._references, export._source,
            export._target, export._sentences, export._unverified,
        })
        {
            root.Options.Add(option);
        }

        root.SetAction(export.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = new PackageOptions
        {
            Precision = Enum.Parse<Precision>(result.GetRequiredValue(_precision), ignoreCase: true),
            Layout = result.GetValue(_layout) is { } layout ? Enum.Parse<GraphLayout>(layout, ignoreCase: true) : null,
            Version = result.GetValue(_version) ?? $"{_clock.GetUtcNow():yyyy.MM.dd}",
        };
        var request = new ExportRequest(result.GetRequiredValue(_checkpoint), result.GetRequiredValue(_output), options, Validation(result))
        {
            AllowUnverified = result.GetValue(_unverified),
        };
        await new ExportRun(request, result.InvocationConfiguration.Output).RunAsync(cancellationToken);
        return 0;
    }

    private ValidationSet? Validation(ParseResult result)
    {
        var given = new[] { _sources, _references, _source, _target }.Select(result.GetValue).ToArray();
        if (given.All(value => value is null))
        {
            return null;
        }

        if (given.Any(value => value is null))
        {
            throw new ArtifactException("--validation-source, --validation-reference, --source and --target belong together; give all four or none");
        }

        return ValidationSet.Read(given[0]!, given[1]!, new LanguagePair(given[2]!, given[3]!), result.GetValue(_sentences));
    }
}
