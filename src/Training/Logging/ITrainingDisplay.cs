using TranslationService.Training.Runs;
using TranslationService.Training.Validation;

namespace TranslationService.Training.Logging;

/// <summary>Tells a person how a run is doing.</summary>
internal interface ITrainingDisplay
{
    /// <summary>Calls <paramref name="run"/>, the display being up as long as it takes.</summary>
    void Show(Action run);

    /// <summary>A line of its own.</summary>
    void Say(string line);

    /// <summary>A step is done.</summary>
    /// <param name="progress">After it.</param>
    /// <param name="outcome">What it did.</param>
    /// <param name="batchesAnEpoch">Batches of the current pass.</param>
    void Step(RunProgress progress, StepOutcome outcome, int batchesAnEpoch);
}
