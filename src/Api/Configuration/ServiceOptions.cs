using System.ComponentModel.DataAnnotations;
using TranslationService.Inference.Decoding;

namespace TranslationService.Api.Configuration;

/// <summary>How the HTTP service behaves. The configuration section is <see cref="SectionName"/>.</summary>
internal sealed class ServiceOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Service";

    /// <summary>The largest body of a request, in bytes; a larger one is answered with 413.</summary>
    /// <value>1 KiB to 256 MiB; default 2 MiB.</value>
    [Range(1 << 10, 1 << 28)]
    public int MaxRequestBytes { get; init; } = 2 << 20;

    /// <summary>The most texts of one request.</summary>
    /// <value>1 to 100,000; default 1000.</value>
    [Range(1, 100_000)]
    public int MaxTexts { get; init; } = 1000;

    /// <summary>The most alternatives that a request may ask for; the beam is at least one wider.</summary>
    /// <value>0 (none) to 31; default 10.</value>
    [Range(0, DecodingOptions.MaxBeamSize - 1)]
    public int MaxAlternatives { get; init; } = 10;

    /// <summary>How long the service keeps answering after SIGTERM while readiness says 503, so that the balancer notices.</summary>
    /// <value>0 (stop accepting at once) to 10 minutes; default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long requests in flight may take after that; then they are cut off.</summary>
    /// <value>0 (cut off at once) to 1 hour; default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
