using TranslationService.Architecture.Tests;

namespace TranslationService.Deployment.Tests.Yaml;

public sealed class YamlFileTests
{
    public static TheoryData<string> Files =>
        [.. Repository.Files("*.yml", "deploy"), .. Repository.Files("*.yaml", "deploy"), "docker-compose.yml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_is_one_YAML_document(string path) => Assert.NotEmpty(YamlDocuments.Load(path).AsObject());
}
