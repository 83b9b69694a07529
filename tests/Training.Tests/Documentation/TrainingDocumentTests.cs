using System.Reflection;
using System.Text.Json;
using TranslationService.Artifacts.Architecture;
using TranslationService.Training.Configuration;

namespace TranslationService.Training.Tests.Documentation;

public sealed class TrainingDocumentTests
{
    public static TheoryData<Type> Sections =>
    [
        typeof(TrainingConfig), typeof(ArchitectureSection), typeof(BatchSection), typeof(OptimizerSection), typeof(StopSection),
        typeof(CheckpointSection), typeof(ValidationSection), typeof(CorpusSection),
    ];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_key_of_the_config_stands_in_the_document(Type section)
    {
        var document = Read("training.md");

        foreach (var key in section.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
        {
            Assert.Contains(key, document, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_part_of_a_tensors_name_stands_in_the_document()
    {
        var config = new ArchitectureSection { EncoderLayers = 1, DecoderLayers = 1 }.With(vocabularySize: 8);

        var parts = TensorNames.All(config).SelectMany(t => t.Name.Split('.')).Where(part => part != "0").Distinct();

        var document = Read("checkpoint.md");
        Assert.All(parts, part => Assert.Contains(part, document, StringComparison.Ordinal));
    }

    [Fact]
    public void The_config_of_the_model_that_ships_is_sound() =>
        Assert.Equal("en-de", TrainingConfig.Read(Path.Combine(Root(), "models", "configs", "en-de.json")).Name);

    private static string Read(string document) => File.ReadAllText(Path.Combine(Root(), "docs", document));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TranslationService.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
