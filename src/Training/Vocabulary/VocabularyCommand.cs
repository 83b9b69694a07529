using System.CommandLine;
using TranslationService.Artifacts;

namespace TranslationService.Training.Vocabulary;

/// <summary><c>vocabulary --input FILE… --languages de,en --size 8000 --output FOLDER</c>: trains the subword vocabulary.</summary>
internal static class VocabularyCommand
{
    /// <summary>The command; what cannot be done leaves it as an <see cref="ArtifactException"/> of one line.</summary>
    public static Command Create()
    {
        var input = new Option<string[]>("--input") { Description = "Text files, a segment a line, plain or gzip; all languages together.", Required = true, AllowMultipleArgumentsPerToken = true };
        var languages = new Option<string>("--languages") { Description = "The languages that get a target token, for example de,en.", Required = true };
        var size = new Option<int>("--size") { Description = "All ids: pieces, 256 byte tokens, one token a language.", Required = true };
        var output = new Option<string>("--output") { Description = "The folder for tokenizer.model and vocabulary.json.", Required = true };
        var sample = new Option<int>("--sample") { Description = "Train on this many distinct lines at most; 0 takes all.", DefaultValueFactory = _ => 0 };
        var command = new Command("vocabulary", "Trains a subword vocabulary (SentencePiece Unigram) with spm_train.") { input, languages, size, output, sample };
        command.SetAction(result =>
        {
            new VocabularyBuilder(new SpmTrain(), Console.Out).Build(new VocabularyOptions
            {
                Inputs = result.GetRequiredValue(input),
                Languages = result.GetRequiredValue(languages).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Size = result.GetRequiredValue(size),
                Output = result.GetRequiredValue(output),
                Sample = result.GetValue(sample),
            });
            return 0;
        });
        return command;
    }
}
