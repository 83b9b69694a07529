using System.CommandLine;
using TorchSharp;
using TranslationService.Training.Configuration;
using TranslationService.Training.Logging;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Commands;

/// <summary><c>train --config FILE</c>: trains, or goes on where the run stopped.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The run's JSON file (docs/training.md).", Required = true };
        var command = new Command("train", "Trains a model, or goes on from the run's newest checkpoint.") { config };
        command.SetAction(result => Run(result.GetRequiredValue(config)));
        return command;
    }

    private static int Run(string path)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = Signals.CancelOnStop(stop);
        var config = TrainingConfig.Read(path);
        torch.set_num_threads(config.Threads == 0 ? Environment.ProcessorCount : config.Threads);
        var data = TrainingData.Load(config);
        using var trainer = new Trainer(config, data, TimeProvider.System, new PlainDisplay(Console.Out, TimeProvider.System));
        trainer.Run(stop.Token);
        return 0;
    }
}
