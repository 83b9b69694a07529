namespace TranslationService.Artifacts.Checkpoints;

/// <summary>What a model was trained on.</summary>
/// <param name="Description">The data sets, by name and size.</param>
/// <param name="Licence">The licence under which the model may be passed on.</param>
/// <param name="Attribution">Whom the licence asks to name.</param>
public sealed record TrainingDataCredits(string Description, string Licence, string Attribution);
