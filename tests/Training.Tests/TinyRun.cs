using System.Text.Json;
using System.Text.Json.Nodes;
using TranslationService.Artifacts;
using TranslationService.Training.Checkpoints;

namespace TranslationService.Training.Tests;

/// <summary>A run of a tiny model over the sentences of the tests, in a temporary folder that goes when this is disposed.</summary>
internal sealed class TinyRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("training-tests-").FullName;

    public TinyRun()
    {
        var vocabulary = Directory.CreateDirectory(PathOf("vocabulary")).FullName;
        File.Copy(TestData("tiny.model"), Path.Combine(vocabulary, "tokenizer.model"));
        File.Copy(TestData("vocabulary.json"), Path.Combine(vocabulary, "vocabulary.json"));
        foreach (var language in (string[])["en", "de"])
        {
            File.WriteAllLines(PathOf($"train.{language}"), File.ReadLines(TestData($"sentences.{language}.txt")).Take(120));
            File.WriteAllLines(PathOf($"valid.{language}"), File.ReadLines(TestData($"sentences.{language}.txt")).Skip(120).Take(20));
        }
    }

    public string ConfigPath => PathOf("config.json");

    public string RunFolder => PathOf("run");

    public IReadOnlyList<(long Step, string Folder)> Checkpoints => new CheckpointStore(RunFolder).All;

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the config, changed by the test.</summary>
    public TinyRun Configure(Action<JsonNode>? change = null)
    {
        var config = JsonNode.Parse("""
            {
              "name": "tiny", "run": "run", "vocabulary": "vocabulary", "threads": 1,
              "architecture": { "modelDimension": 16, "feedForwardDimension": 32, "attentionHeads": 2, "encoderLayers": 1, "decoderLayers": 1 },
              "dropout": { "residual": 0.2, "attention": 0.1, "activation": 0.1 },
              "data": [ { "source": "train.en", "target": "train.de", "sourceLanguage": "en", "targetLanguage": "de", "bothDirections": true } ],
              "batches": { "maxTokens": 256, "accumulation": 2, "maxSentenceTokens": 100 },
              "optimizer": { "learningRate": 0.001, "warmupSteps": 10 },
              "validation": {
                "data": [ { "source": "valid.en", "target": "valid.de", "sourceLanguage": "en", "targetLanguage": "de" } ],
                "everySteps": 7, "bleuSentences": 4
              },
              "checkpoints": { "everySteps": 5, "keepLast": 2 },
              "stop": { "maxSteps": 30 }
            }
            """)!;
        change?.Invoke(config);
        File.WriteAllText(ConfigPath, config.ToJsonString());
        return this;
    }

    /// <summary>The log's lines, without what a clock wrote.</summary>
    public IReadOnlyList<string> LogWithoutTimes() =>
    [
        .. File.ReadLines(Path.Combine(RunFolder, RunFiles.Log)).Select(line =>
        {
            var record = JsonNode.Parse(line)!.AsObject();
            record.Remove("seconds");
            record.Remove("tokensPerSecond");
            return record.ToJsonString(new JsonSerializerOptions(ArtifactJson.Options) { WriteIndented = false });
        }),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string TestData(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", name);
}
