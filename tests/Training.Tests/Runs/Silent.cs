using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Logging;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Tests.Runs;

/// <summary>Trains in this process and says nothing.</summary>
internal static class Silent
{
    public static RunProgress Train(TinyRun run) => TrainUntil(run, TestContext.Current.CancellationToken);

    public static RunProgress TrainUntil(TinyRun run, CancellationToken cancellation)
    {
        var config = TrainingConfig.Read(run.ConfigPath);
        var display = new PlainDisplay(TextWriter.Null, new RateMeter(config.Stop), TimeProvider.System);
        using var trainer = new Trainer(config, TrainingData.Load(config), TimeProvider.System, display);
        return trainer.Run(cancellation);
    }
}
