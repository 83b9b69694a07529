using Spectre.Console;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>A progress bar in a terminal, with loss, speed and the time that is left; other lines scroll by above it.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console, RateMeter meter) : ITrainingDisplay
{
    private const int StepsAMean = 20;
    private const int BarColumns = 12;

    private ProgressTask? _task;
    private int _steps;

    public void Show(Action run) => console.Progress()
        .Columns(new ProgressBarColumn { Width = BarColumns }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            _task = context.AddTask("starting", maxValue: 1);
            run();
        });

    public void Say(string line) => console.WriteLine(line);

    public void Step(RunProgress progress, StepOutcome outcome, int batchesAnEpoch)
    {
        meter.Add(outcome, progress);
        _task!.Value = meter.ShareDone ?? 0;
        _task.Description = Markup.Escape(meter.DescribeShortly(batchesAnEpoch));
        if (++_steps % StepsAMean == 0)
        {
            meter.Restart();
        }
    }
}
