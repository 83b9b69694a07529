using System.Text.Json.Nodes;
using TranslationService.Api.Configuration;
using TranslationService.Api.Tests.Hosting;
using TranslationService.Inference;

namespace TranslationService.Api.Tests.Documentation;

public sealed class ApiDocumentTests(SharedService service)
{
    private readonly ApiDocument _document = new();

    [Fact]
    public async Task Every_command_in_the_document_works_and_answers_what_it_says()
    {
        var address = service.Client.BaseAddress!.Authority;

        Assert.NotEmpty(_document.Commands);
        foreach (var (command, answer) in _document.Commands)
        {
            var (exitCode, output) = await Command.RunAsync("bash", ["-c", command.Replace("localhost:5000", address)]);

            Assert.True(exitCode == 0, $"{command}: {output}");
            var isError = JsonNode.Parse(output) is JsonObject body && body.ContainsKey("error");
            Assert.True(isError == answer is not null, $"{command}: {output}");
            Assert.Equal(answer ?? output, output);
        }
    }

    [Fact]
    public void Every_setting_stands_in_the_document_with_its_default()
    {
        var expected = Defaults(ServiceOptions.SectionName, new ServiceOptions()).Concat(Defaults(EngineOptions.SectionName, new EngineOptions())).ToDictionary();

        // That default stands in appsettings.json, since only the service, not the engine, has one.
        expected["Inference:ModelFolders"] = "models/en-de-int8";
        expected["Inference:FallbackModelFolders"] = "none";
        Assert.Equal(expected.OrderBy(setting => setting.Key), _document.Settings.OrderBy(setting => setting.Key));
    }

    private static IEnumerable<KeyValuePair<string, string>> Defaults(string section, object options) =>
        options.GetType().GetProperties().Select(property => KeyValuePair.Create($"{section}:{property.Name}", $"{property.GetValue(options)}"));
}
