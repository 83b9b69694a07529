using TranslationService.Training.Configuration;
using TranslationService.Training.Runs;

namespace TranslationService.Training.Logging;

/// <summary>Tells a person how a run is doing.</summary>
internal interface ITrainingDisplay
{
    void Start(TrainingConfig config, TrainingData data, long parameters, RunProgress progress);

    void Step(RunProgress progress, StepOutcome outcome, int batchesAnEpoch);

    void Validation(ValidationResult result, bool isBest);

    void End(RunProgress progress);
}
