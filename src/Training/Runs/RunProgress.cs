using TranslationService.Training.Validation;

namespace TranslationService.Training.Runs;

/// <summary>
/// Where a run stands: with the weights and Adam's moments all that going on needs. The order of the data and the dropout follow from
/// the seed and these numbers. A checkpoint's <c>progress.json</c>.
/// </summary>
internal sealed record RunProgress
{
    /// <summary>Optimiser steps done.</summary>
    public long Step { get; init; }

    /// <summary>Complete passes over the data.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches of the current pass that are done.</summary>
    public int BatchesDone { get; init; }

    /// <summary>Target tokens seen.</summary>
    public long TargetTokens { get; init; }

    /// <summary>Seconds of training, over all sessions.</summary>
    public double Seconds { get; init; }

    /// <summary>The last validation's results; absent before the first.</summary>
    public ValidationResult? Validation { get; init; }

    /// <summary>The best validation's, by loss.</summary>
    public ValidationResult? Best { get; init; }

    /// <summary>Validations since the best.</summary>
    public int ValidationsSinceBest { get; init; }
}
