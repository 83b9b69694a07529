namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>What a closed loop did.</summary>
/// <param name="TokensPerSecond">Target tokens of its answers.</param>
/// <param name="RequestsPerSecond">Answers.</param>
/// <param name="ProcessorShare">What this process took of all processors' time.</param>
internal readonly record struct LoopResult(double TokensPerSecond, double RequestsPerSecond, double ProcessorShare);
