namespace TranslationService.Training.Optimization;

/// <summary>Linear warm-up from 0 to the peak, then peak·√(warmup/step) (arXiv 1706.03762, section 5.3).</summary>
internal static class InverseSquareRootSchedule
{
    /// <summary>The learning rate of a step, counted from 1.</summary>
    public static double RateAt(long step, double peak, int warmupSteps) => step < warmupSteps
        ? peak * step / warmupSteps
        : peak * Math.Sqrt(Math.Max(warmupSteps, 1) / (double)step);
}
