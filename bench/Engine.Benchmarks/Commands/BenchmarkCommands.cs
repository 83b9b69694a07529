using System.CommandLine;
using System.Text.Json;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Engine.Benchmarks.Device;
using TranslationService.Engine.Benchmarks.Measuring;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Engine.Benchmarks.Offline;
using TranslationService.Engine.Benchmarks.Reports;
using TranslationService.Inference;
using TranslationService.Inference.Sessions;

namespace TranslationService.Engine.Benchmarks.Commands;

/// <summary>The program's commands; <c>make bench</c> is <c>run</c>.</summary>
internal static class BenchmarkCommands
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the engine (bench/README.md).") { Run(), Cell(), OnDevice(), Checkpoint(), Document() };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is BenchmarkException or ArtifactException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static Option<ResidualScheme> SchemeOption() =>
        new("--scheme") { Description = "The residual scheme of random weights.", DefaultValueFactory = _ => ResidualScheme.ResiDual };

    private static Command Run()
    {
        var parts = new Argument<string[]>("parts") { Description = $"Any of {string.Join(", ", BenchmarkRun.PartNames)}; default: all but peer.", Arity = ArgumentArity.ZeroOrMore };
        var quick = new Option<bool>("--quick") { Description = "Fewer cells and repeats: to see that it works." };
        var suffix = new Option<string>("--suffix") { Description = "Part of the result file's name, to keep two results of a day apart.", DefaultValueFactory = _ => "" };
        var scheme = SchemeOption();
        var command = new Command("run", "Measures, prints tables and writes bench/results.") { parts, quick, suffix, scheme };
        command.SetAction(async (result, _) =>
        {
            BenchmarkModels.RemoveStale();
            var context = new RunContext(result.GetValue(quick), result.GetValue(scheme), Console.Out);
            await new BenchmarkRun(context, ReportFile.Today(result.GetValue(suffix) is { Length: > 0 } given ? given : context.Quick ? "quick" : "")).RunAsync(result.GetValue(parts)!);
        });
        return command;
    }

    private static Command Cell()
    {
        var cell = new Argument<string>("cell") { Description = "A cell as JSON." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => OfflineBenchmark.Seconds };
        var parts = new Option<bool>("--parts") { Description = "Whether encoder and steps are measured alone too." };
        var command = new Command("cell", "Measures one offline cell in this process; prints a line of JSON.") { cell, seconds, parts };
        command.SetAction(result =>
        {
            var wanted = JsonSerializer.Deserialize<OfflineCell>(result.GetValue(cell)!, ArtifactJson.Options)!;
            Console.WriteLine(ChildProcess.LineOf(new CellRun(wanted, result.GetValue(seconds)).Measure(result.GetValue(parts))));
        });
        return command;
    }

    private static Command OnDevice()
    {
        var provider = new Option<ExecutionProvider>("--provider") { Description = "Cuda or Cpu.", DefaultValueFactory = _ => ExecutionProvider.Cuda };
        var models = new Option<string[]>("--models") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["S", "B"] };
        var batches = new Option<int[]>("--batches") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 8, 32, 128, 512] };
        var graphs = new Option<bool>("--cuda-graphs");
        var seconds = new Option<double>("--seconds") { Description = "For a cell.", DefaultValueFactory = _ => 4 };
        var command = new Command("device", "Measures fp16 packages on a GPU (docs/gpu.md); prints tables.") { provider, models, batches, graphs, seconds };
        command.SetAction(result =>
        {
            var engine = new EngineOptions { ExecutionProvider = result.GetValue(provider), MaxBatchRows = 4096, MaxBatchTokens = 1 << 17, CudaGraphs = result.GetValue(graphs) };
            var benchmark = new DeviceBenchmark(engine, TimeSpan.FromSeconds(result.GetValue(seconds)), Console.Out);
            foreach (var model in result.GetValue(models)!)
            {
                benchmark.Run(model, result.GetValue(batches)!);
            }
        });
        return command;
    }

    private static Command Checkpoint()
    {
        var model = new Argument<string>("model") { Description = "S or B." };
        var scheme = SchemeOption();
        var command = new Command("checkpoint", "Makes a checkpoint of random weights, for another engine to read; prints its folder.") { model, scheme };
        command.SetAction(result => Console.WriteLine(BenchmarkModels.Checkpoint(result.GetValue(model)!, result.GetValue(scheme))));
        return command;
    }

    private static Command Document()
    {
        var results = new Argument<string?>("results") { Description = "A file under bench/results.", Arity = ArgumentArity.ZeroOrOne };
        var before = new Option<string?>("--before") { Description = "Another, whose profile stands beside it as what was before." };
        var command = new Command("document", "Writes the tables of docs/benchmarks.md anew from results.") { results, before };
        command.SetAction(result => BenchmarkDocument.Write(result.GetValue(results), result.GetValue(before)));
        return command;
    }
}
