namespace TranslationService.Inference;

/// <summary>How long a sentence spent in the engine's phases; of a text or a request: its slowest sentence in each phase.</summary>
/// <param name="Queue">Time until its batch formed.</param>
/// <param name="Encode">Time of its batch's encoder run.</param>
/// <param name="Decode">Time from then until it left the batch.</param>
public sealed record PhaseTimes(TimeSpan Queue, TimeSpan Encode, TimeSpan Decode)
{
    /// <summary>What never came into the engine: a text of white space alone.</summary>
    public static PhaseTimes None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>
    /// The longest time of each phase; <see cref="None"/> where there are none. Sentences run side by side, so a sum would say more than passed.
    /// </summary>
    public static PhaseTimes Slowest(IEnumerable<PhaseTimes> all) => all.Aggregate(None, (slowest, times) => new PhaseTimes(
        Longer(slowest.Queue, times.Queue), Longer(slowest.Encode, times.Encode), Longer(slowest.Decode, times.Decode)));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
