using System.CommandLine;
using TranslationService.Cli.Files;
using TranslationService.Cli.Models;
using TranslationService.Cli.Translation;
using TranslationService.Evaluation;
using TranslationService.Evaluation.Bleu;

namespace TranslationService.Cli.Scoring;

/// <summary><c>evaluate</c>: scores a file of translations, or those that a model makes of a source file.</summary>
internal sealed class EvaluateCommand
{
    private readonly StandardStreams _streams;
    private readonly ModelArguments _model = new();
    private readonly Option<string?> _hypothesis = new("--hypothesis") { Description = "The translations to score, a line each." };
    private readonly Option<string> _reference = new("--reference") { Description = "The right translations, a line each.", Required = true };
    private readonly Option<string?> _sourceFile = new("--source-file") { Description = "With --model: the text to translate and then to score." };
    private readonly Option<string?> _output = new("--output") { Description = "With --model: keep the translations in this file." };
    private readonly Option<string> _tokenize = new("--tokenize") { Description = "BLEU's words: 13a, or none: cut at white space.", DefaultValueFactory = _ => "13a" };
    private readonly Option<bool> _lowercase = new("--lowercase") { Description = "Score without regard to case." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    private EvaluateCommand(StandardStreams streams)
    {
        _streams = streams;
        _tokenize.AcceptOnlyFromAmong("13a", "none");
    }

    public static Command Create(StandardStreams streams)
    {
        var evaluate = new EvaluateCommand(streams);
        var command = new Command("evaluate", "Scores translations by BLEU and chrF2 as sacreBLEU does. Files that end in .gz are decompressed.");
        foreach (var option in evaluate.OwnOptions.Concat(evaluate._model.All))
        {
            command.Add(option);
        }

        command.SetAction(evaluate.RunAsync);
        return command;
    }

    private IEnumerable<Option> OwnOptions => [_hypothesis, _reference, _sourceFile, _output, _tokenize, _lowercase, _json];

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var references = TextFile.ReadLines(result.GetRequiredValue(_reference));
        var hypotheses = await HypothesesAsync(result, references.Count, cancellationToken);
        var report = ScoreReport.Of(hypotheses, references, new BleuOptions(
            result.GetValue(_tokenize) == "none" ? BleuTokenization.None : BleuTokenization.Mteval13a,
            result.GetValue(_lowercase) ? LetterCase.Lower : LetterCase.Mixed));
        await using var writer = TextFile.WriterTo(_streams.Output);
        await writer.WriteLineAsync(result.GetValue(_json) ? report.ToJson() : report.ToString());
        return CommandLine.Success;
    }

    private async Task<IReadOnlyList<string>> HypothesesAsync(ParseResult result, int references, CancellationToken cancellationToken)
    {
        switch (result.GetValue(_hypothesis), result.GetValue(_sourceFile), _model.NamesModel(result))
        {
            case ({ } hypothesis, null, false):
                var hypotheses = TextFile.ReadLines(hypothesis);
                RefuseUnequal("--hypothesis", hypotheses.Count, references);
                return hypotheses;
            case (null, { } sourceFile, true):
                var sources = TextFile.ReadLines(sourceFile);
                RefuseUnequal("--source-file", sources.Count, references);
                return await TranslateAsync(result, sources, cancellationToken);
            default:
                throw new CommandException("evaluate wants either --hypothesis, or --model with --source-file");
        }
    }

    private async Task<IReadOnlyList<string>> TranslateAsync(ParseResult result, IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        await using var model = _model.Load(result, nBest: 1, _streams.Error);
        await using var kept = result.GetValue(_output) is { } output ? TextFile.Create(output) : TextWriter.Null;
        var progress = _model.ProgressFor(result, _streams);
        var lines = new List<string>(sources.Count);
        await foreach (var translations in new LineTranslator(model).TranslateAsync(sources, cancellationToken))
        {
            lines.AddRange(translations.Select(OutputLine.Of));
            progress?.Advance(translations.Count);
        }

        foreach (var line in lines)
        {
            await kept.WriteLineAsync(line);
        }

        progress?.Finish();
        return lines;
    }

    private static void RefuseUnequal(string option, int lines, int references)
    {
        if (lines != references)
        {
            throw new CommandException($"{option} has {lines} lines, --reference has {references}; line n of one must belong to line n of the other");
        }

        if (references == 0)
        {
            throw new CommandException("--reference has no line");
        }
    }
}
