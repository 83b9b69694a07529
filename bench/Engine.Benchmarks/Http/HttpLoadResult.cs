namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>One way to ask.</summary>
/// <param name="TextsARequest">1 is a single text; more are an array.</param>
/// <param name="Connections">Kept open, each with one request at a time.</param>
/// <param name="TokensPerSecond">Target tokens, end tokens counted.</param>
/// <param name="RequestsPerSecond">Requests.</param>
/// <param name="OfflineTokensPerSecond">What the engine did by itself just before and after, with the same sentences.</param>
/// <param name="ClientShare">The processor time that the client took, of all there was: on the same machine it takes it from the service.</param>
internal sealed record HttpLoadResult(
    int TextsARequest, int Connections, double TokensPerSecond, double RequestsPerSecond, double OfflineTokensPerSecond, double ClientShare)
{
    /// <summary>The goal is 0.9.</summary>
    public double ShareOfOffline => TokensPerSecond / OfflineTokensPerSecond;
}
