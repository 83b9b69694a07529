namespace TranslationService.Training.Configuration;

/// <summary>When checkpoints are written, and which are kept.</summary>
internal sealed record CheckpointSection
{
    /// <summary>Every so many steps. Default 1000.</summary>
    public int EverySteps { get; init; } = 1000;

    /// <summary>And whenever so many minutes have gone by since the last one; off by default.</summary>
    public double? EveryMinutes { get; init; }

    /// <summary>The newest so many are kept, and the best. Default 5.</summary>
    public int KeepLast { get; init; } = 5;

    public IEnumerable<string> Problems()
    {
        if (EverySteps < 1 || KeepLast < 1 || EveryMinutes <= 0)
        {
            yield return "checkpoints.everySteps and keepLast must be 1 or more, everyMinutes above 0";
        }
    }
}
