using System.CommandLine;
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
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (ArtifactException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
