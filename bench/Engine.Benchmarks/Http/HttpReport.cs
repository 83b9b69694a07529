using TranslationService.Engine.Benchmarks.Machine;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>The service over HTTP beside the engine in this process, on the same sentences.</summary>
/// <param name="Conditions">When and on what code.</param>
/// <param name="Sentences">Where they come from.</param>
/// <param name="BeamSize">The service's.</param>
/// <param name="OfflineTokensPerSecond">Target tokens, end tokens counted, of the engine that is given all sentences at once.</param>
/// <param name="Loads">Each way to ask.</param>
internal sealed record HttpReport(Conditions Conditions, string Sentences, int BeamSize, double OfflineTokensPerSecond, IReadOnlyList<HttpLoadResult> Loads);
