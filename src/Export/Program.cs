using System.CommandLine;
using System.CommandLine.Invocation;
using TranslationService.Artifacts;
using TranslationService.Export.Commands;
using TranslationService.Inference;

var root = new RootCommand("Makes a model package of ONNX graphs from a checkpoint, and verifies it.") { ScoreCommand.Create() };
ExportCommand.AddTo(root, TimeProvider.System);
try
{
    var result = root.Parse(args);
    if (result.Action is ParseErrorAction error)
    {
        error.ShowHelp = false; // what is wrong is enough
    }

    return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is ArtifactException or TranslationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
    return 1;
}
