using TranslationService.Training.Logging;
using TranslationService.Training.Validation;

namespace TranslationService.Training.Tests.Logging;

public sealed class TrainingLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("training-log-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_after_the_checkpoint_and_a_line_cut_short_by_a_kill_go()
    {
        var path = Path.Combine(_folder, "log.jsonl");
        File.WriteAllText(path, "{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n{\"st");

        using (var log = new TrainingLog(_folder, lastStep: 2))
        {
            log.Write(ValidationRecord.Of(new ValidationResult(3, 1.5, 1.25, null), 10));
        }

        Assert.Equal(
            ["{\"step\":1}", "{\"step\":2}", "{\"kind\":\"validation\",\"step\":3,\"loss\":1.5,\"negativeLogLikelihood\":1.25,\"seconds\":10}"],
            File.ReadAllLines(path));
    }
}
