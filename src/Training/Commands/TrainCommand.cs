using System.CommandLine;
using Spectre.Console;
using TorchSharp;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
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
        using var signals = Signals.CancelOnStop(stop);
        var config = TrainingConfig.Read(path);
        torch.set_num_threads(config.Threads == 0 ? Environment.ProcessorCount : config.Threads);
        var data = TrainingData.Load(config);
        var display = DisplayFor(config.Stop);
        using var trainer = new Trainer(config, data, TimeProvider.System, display);
        display.Show(() => trainer.Run(stop.Token));
        return 0;
    }

    private static ITrainingDisplay DisplayFor(StopSection stop) => AnsiConsole.Profile.Out.IsTerminal
        ? new TerminalDisplay(AnsiConsole.Console, new RateMeter(stop))
        : new PlainDisplay(Console.Out, new RateMeter(stop), TimeProvider.System);
}
