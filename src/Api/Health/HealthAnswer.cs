namespace TranslationService.Api.Health;

/// <summary>The answer of the health endpoints.</summary>
/// <param name="Status">ok; of readiness also degraded.</param>
internal sealed record HealthAnswer(string Status)
{
    /// <summary>All is well.</summary>
    public static HealthAnswer Ok { get; } = new("ok");

    /// <summary>Requests are served, but on the CPU, since the GPU failed.</summary>
    public static HealthAnswer Degraded { get; } = new("degraded");
}
