using System.Text.Json;
using TranslationService.Artifacts;
using TranslationService.Training.Checkpoints;

namespace TranslationService.Training.Logging;

/// <summary>The run's <c>log.jsonl</c>: one JSON object a line, in the order of the steps (docs/training.md names the members).</summary>
internal sealed class TrainingLog : IDisposable
{
    private static readonly JsonSerializerOptions OneLine = new(ArtifactJson.Options) { WriteIndented = false };

    private readonly StreamWriter _writer;

    /// <summary>Opens a run's log. Lines after <paramref name="lastStep"/> go: a killed session wrote them, and this one writes them anew.</summary>
    public TrainingLog(string runFolder, long lastStep)
    {
        Directory.CreateDirectory(runFolder);
        var path = Path.Combine(runFolder, RunFiles.Log);
        if (File.Exists(path))
        {
            var unfinished = path + ".tmp";
            File.WriteAllLines(unfinished, File.ReadLines(path).Where(line => StepOf(line) <= lastStep));
            File.Move(unfinished, path, overwrite: true);
        }

        _writer = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    /// <summary>Appends a record, which must have a member <c>step</c>.</summary>
    public void Write<T>(T record) => _writer.WriteLine(JsonSerializer.Serialize(record, OneLine));

    public void Dispose() => _writer.Dispose();

    // A kill may have cut the last line short: that one goes too.
    private static long StepOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("step").GetInt64();
        }
        catch (JsonException)
        {
            return long.MaxValue;
        }
    }
}
