namespace TranslationService.Training.Configuration;

/// <summary>When a run is over: at whichever comes first. Each is off where it is absent; one at least must be set.</summary>
internal sealed record StopSection
{
    public long? MaxSteps { get; init; }

    /// <summary>Passes over the data.</summary>
    public int? MaxEpochs { get; init; }

    /// <summary>Hours of training, summed over the sessions of a run.</summary>
    public double? MaxHours { get; init; }

    /// <summary>Validations in a row that bring no lower loss.</summary>
    public int? Patience { get; init; }

    public IEnumerable<string> Problems()
    {
        if (MaxSteps is null && MaxEpochs is null && MaxHours is null && Patience is null)
        {
            yield return "stop names no end: set maxSteps, maxEpochs, maxHours or patience";
        }

        if (MaxSteps < 1 || MaxEpochs < 1 || Patience < 1 || MaxHours <= 0)
        {
            yield return "stop.maxSteps, maxEpochs and patience must be 1 or more, maxHours above 0";
        }
    }
}
