using System.CommandLine;
using TranslationService.Cli.Files;
using TranslationService.Cli.Models;

namespace TranslationService.Cli.Translation;

/// <summary><c>translate --model PACKAGE --source en --target de</c>: lines in, as many lines out.</summary>
internal static class TranslateCommand
{
    public static Command Create(StandardStreams streams)
    {
        var model = new ModelArguments();
        var input = new Option<string?>("--input") { Description = "The text, a line a text; .gz is decompressed. Default: standard input." };
        var output = new Option<string?>("--output") { Description = "The translations, a line each; .gz is compressed. Default: standard output." };
        var nBest = new Option<int>("--nbest") { Description = "Translations a line, best first, with tabs between; at most the beam.", DefaultValueFactory = _ => 1 };
        var command = new Command("translate", "Translates text line by line.") { input, output, nBest };
        foreach (var option in model.All)
        {
            command.Add(option);
        }

        command.SetAction(async (result, cancellationToken) =>
        {
            var (inputPath, outputPath) = (result.GetValue(input), result.GetValue(output));
            RefuseOneFileForBoth(inputPath, outputPath);
            using var reader = inputPath is null ? new LineReader("standard input", streams.Input) : TextFile.OpenLines(inputPath);
            await using var loaded = model.Load(result, result.GetValue(nBest), streams.Error);
            await using var writer = outputPath is null ? TextFile.WriterTo(streams.Output) : TextFile.Create(outputPath);
            var progress = model.ProgressFor(result, streams);
            await foreach (var translations in new LineTranslator(loaded).TranslateAsync(reader.Lines(), cancellationToken))
            {
                foreach (var translation in translations)
                {
                    await writer.WriteLineAsync(result.GetValue(nBest) > 1 ? OutputLine.OfAll(translation) : OutputLine.Of(translation));
                }

                await writer.FlushAsync(cancellationToken); // whoever sent these lines may wait for the answer
                progress?.Advance(translations.Count);
            }

            progress?.Finish();
            return CommandLine.Success;
        });
        return command;
    }

    private static void RefuseOneFileForBoth(string? input, string? output)
    {
        if (input is not null && output is not null && Path.GetFullPath(input) == Path.GetFullPath(output))
        {
            throw new CommandException($"--output would overwrite the input, {input}");
        }
    }
}
