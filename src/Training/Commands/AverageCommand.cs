using System.CommandLine;
using TorchSharp;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Training.Averaging;

namespace TranslationService.Training.Commands;

/// <summary><c>average --run FOLDER --last K --output FOLDER</c>: one checkpoint for export of a run's last ones.</summary>
internal static class AverageCommand
{
    public static Command Create()
    {
        var run = new Option<string>("--run") { Description = "The run's folder.", Required = true };
        var last = new Option<int>("--last") { Description = "How many of its newest checkpoints; 1 takes the newest as it is.", DefaultValueFactory = _ => 5 };
        var output = new Option<string>("--output") { Description = "The checkpoint folder to make.", Required = true };
        var precision = new Option<string>("--precision") { Description = "The weights' number format.", DefaultValueFactory = _ => "fp32" };
        precision.AcceptOnlyFromAmong("fp32", "fp16", "bf16");
        var command = new Command("average", "Averages a run's last checkpoints into one for export.") { run, last, output, precision };
        command.SetAction(result =>
        {
            torch.set_num_threads(1); // short sentences one by one: more threads only wait for each other
            var folders = CheckpointAverager.Write(
                result.GetRequiredValue(run), result.GetValue(last), result.GetRequiredValue(output), TypeOf(result.GetValue(precision)));
            Console.WriteLine($"{result.GetRequiredValue(output)} is the mean of {string.Join(", ", folders.Select(Path.GetFileName))}");
            return 0;
        });
        return command;
    }

    private static TensorType TypeOf(string? precision) => precision switch
    {
        "fp16" => TensorType.F16,
        "bf16" => TensorType.BF16,
        _ => TensorType.F32,
    };
}
