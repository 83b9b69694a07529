using System.Text.Json.Nodes;
using TranslationService.Api.Tests.Hosting;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.TinyModels;

namespace TranslationService.Api.Tests.Documentation;

public sealed class ReplacementDocumentTests : IDisposable
{
    private const string Shipped = "models/en-de-int8";
    private const string Models = "/models/";

    private readonly TinyModelFolder _models = new TinyModelFolder("en-de", new LanguagePair("en", "de")).With("1");

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task The_commands_of_the_document_replace_a_model_that_is_served()
    {
        var (commands, package) = (ReadCommands(), _models.Add("2026.12.01"));
        await using var process = ApiProcess.Start("--Inference:ModelFolders:0", _models.Path, "--Inference:ModelPollSeconds", "1");
        using var client = await process.ReadyAsync();

        var info = "";
        foreach (var command in commands)
        {
            if (command.StartsWith("curl", StringComparison.Ordinal))
            {
                await process.LineAsync("Model en-de 2026.12.01 replaces en-de 1");
            }

            var here = command.Replace(Models, $"{Path.GetDirectoryName(_models.Path)}/").Replace(Shipped, package).Replace("localhost:5000", client.BaseAddress!.Authority);
            (var exitCode, info) = await Command.RunAsync("bash", ["-ec", here]);
            Assert.True(exitCode == 0, $"{here}: {info}");
        }

        Assert.Equal("2026.12.01", (string)JsonNode.Parse(info)!["models"]![0]!["version"]!);
    }

    private static string[] ReadCommands()
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ApiDocument.FindFile())!, "deployment.md"));
        var section = text[text.IndexOf("## Replacing a model", StringComparison.Ordinal)..];
        var block = section[(section.IndexOf("```bash\n", StringComparison.Ordinal) + "```bash\n".Length)..];
        return block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
