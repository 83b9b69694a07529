namespace TranslationService.Training.Configuration;

/// <summary>Adam with an inverse-square-root schedule, clipping and label smoothing.</summary>
internal sealed record OptimizerSection
{
    /// <summary>The peak, reached at the end of the warm-up. Default 5e-4.</summary>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Steps of linear growth from 0; after them the rate falls with 1/√step. 0: no warm-up, and the fall starts at step 1. Default 4000.</summary>
    public int WarmupSteps { get; init; } = 4000;

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.98;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled: a step takes rate·decay·w from each weight w. Default 1e-4; 0 disables.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Gradients longer than this are shortened to it. Default 1; 0 disables.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>ε of the label smoothing. Default 0.1; 0 disables.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    public IEnumerable<string> Problems() => new (bool Wrong, string Text)[]
    {
        (!(LearningRate is > 0 and < 1), $"learningRate is {LearningRate}; it must lie between 0 and 1"),
        (WarmupSteps < 0, $"warmupSteps is {WarmupSteps}; it must be 0 or more"),
        (!(Beta1 is >= 0 and < 1), $"beta1 is {Beta1}; it must be at least 0 and below 1"),
        (!(Beta2 is >= 0 and < 1), $"beta2 is {Beta2}; it must be at least 0 and below 1"),
        (!(Epsilon is > 0 and < 1), $"epsilon is {Epsilon}; it must lie between 0 and 1"),
        (!(WeightDecay is >= 0 and < 1), $"weightDecay is {WeightDecay}; it must be at least 0 and below 1"),
        (!(ClipNorm >= 0), $"clipNorm is {ClipNorm}; it must be 0 or more"),
        (!(LabelSmoothing is >= 0 and < 1), $"labelSmoothing is {LabelSmoothing}; it must be at least 0 and below 1"),
    }.Where(p => p.Wrong).Select(p => $"optimizer.{p.Text}");
}
