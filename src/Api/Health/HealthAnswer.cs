namespace TranslationService.Api.Health;

/// <summary>The answer of the health endpoints.</summary>
/// <param name="Status">ok</param>
internal sealed record HealthAnswer(string Status)
{
    /// <summary>All is well.</summary>
    public static HealthAnswer Ok { get; } = new("ok");
}
