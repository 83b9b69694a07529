using System.CommandLine;
using System.CommandLine.Invocation;
using TranslationService.Artifacts;
using TranslationService.Training.Commands;
using TranslationService.Training.Native;
using TranslationService.Training.Vocabulary;

MallocTuning.Apply();
var root = new RootCommand("Makes vocabularies and trains translation models.")
{
    VocabularyCommand.Create(), TrainCommand.Create(), AverageCommand.Create(),
};
try
{
    var result = root.Parse(args);
    if (result.Action is ParseErrorAction error)
    {
        error.ShowHelp = false; // what is wrong is enough
    }

    return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is ArtifactException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
    return 1;
}
