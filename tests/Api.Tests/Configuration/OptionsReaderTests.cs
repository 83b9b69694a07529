using Microsoft.Extensions.Configuration;
using TranslationService.Api.Configuration;
using TranslationService.Inference;
using TranslationService.Inference.Sessions;

namespace TranslationService.Api.Tests.Configuration;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Every_kind_of_setting_is_read()
    {
        var reader = Reader(
            ("Service:DrainDelay", "00:00:07"),
            ("Service:MaxTexts", "5"),
            ("Inference:ExecutionProvider", "cpu"),
            ("Inference:ModelFolders:0", "a"),
            ("inference:workers", "3"));

        var service = reader.Read(ServiceOptions.SectionName, new ServiceOptionsValidator());
        var engine = reader.Read(EngineOptions.SectionName, new EngineOptionsValidator());
        reader.ThrowIfWrong();

        Assert.Equal((TimeSpan.FromSeconds(7), 5), (service.DrainDelay, service.MaxTexts));
        Assert.Equal((ExecutionProvider.Cpu, "a", 3), (engine.ExecutionProvider, Assert.Single(engine.ModelFolders), engine.Workers));
    }

    [Fact]
    public void Without_settings_the_defaults_stand()
    {
        var reader = Reader();

        var service = reader.Read(ServiceOptions.SectionName, new ServiceOptionsValidator());
        reader.ThrowIfWrong();

        Assert.Equal((TimeSpan.FromSeconds(5), 2 << 20), (service.DrainDelay, service.MaxRequestBytes));
    }

    [Theory]
    [InlineData("Inference:ExecutionProvider", "tpu", "Inference:ExecutionProvider: 'tpu' is not one of Auto, Cuda, Cpu")]
    [InlineData("Inference:Workers", "1.5", "Inference:Workers: '1.5' is not a whole number")]
    [InlineData("Service:DrainDelay", "5s", "Service:DrainDelay: '5s' is not a duration such as 00:00:05")]
    public void A_value_that_does_not_parse_is_named(string key, string value, string expected)
    {
        var reader = Reader((key, value), ("Inference:ModelFolders:0", "a"));
        reader.Read(ServiceOptions.SectionName, new ServiceOptionsValidator());
        reader.Read(EngineOptions.SectionName, new EngineOptionsValidator());

        Assert.Equal([expected], Assert.Throws<StartupException>(reader.ThrowIfWrong).Problems);
    }

    [Fact]
    public void Every_limit_that_is_out_of_bounds_is_named()
    {
        string[] settings = ["MaxRequestTokens", "QueueTimeoutSeconds", "RequestTimeoutSeconds"];
        var reader = Reader([("Inference:ModelFolders:0", "a"), .. settings.Select(setting => ($"Inference:{setting}", "-1"))]);
        reader.Read(EngineOptions.SectionName, new EngineOptionsValidator());

        var problems = Assert.Throws<StartupException>(reader.ThrowIfWrong).Problems;

        Assert.All(settings, setting => Assert.Single(problems, problem => problem.Contains(setting, StringComparison.Ordinal)));
        Assert.Equal(settings.Length, problems.Count);
    }

    [Fact]
    public void A_folder_that_is_named_twice_is_refused()
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        var configuration = Configuration(("Inference:ModelFolders:0", folder), ("Inference:ModelFolders:1", folder + "/"));

        Assert.Equal(
            [$"Inference:ModelFolders names {folder} 2 times"],
            Assert.Throws<StartupException>(() => ServiceConfiguration.Read(configuration)).Problems);
    }

    [Fact]
    public void Every_folder_that_is_missing_is_named()
    {
        var configuration = Configuration(("Inference:ModelFolders:0", "models/one"), ("Inference:ModelFolders:1", "models/two"));

        Assert.Collection(
            Assert.Throws<StartupException>(() => ServiceConfiguration.Read(configuration)).Problems,
            problem => Assert.StartsWith("Inference:ModelFolders: there is no folder models/one, ", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("Inference:ModelFolders: there is no folder models/two, ", problem, StringComparison.Ordinal));
    }

    private static OptionsReader Reader(params (string Key, string Value)[] settings) => new(Configuration(settings));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
