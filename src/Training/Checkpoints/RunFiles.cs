namespace TranslationService.Training.Checkpoints;

/// <summary>The files of a run's folder, beside its checkpoints.</summary>
internal static class RunFiles
{
    /// <summary>The log: one JSON object a line.</summary>
    public const string Log = "log.jsonl";

    /// <summary>Which checkpoint has the lowest validation loss.</summary>
    public const string Best = "best.json";

    /// <summary>The config's probe sentences, for the command that averages.</summary>
    public const string ProbeSentences = "probe-sentences.json";
}
