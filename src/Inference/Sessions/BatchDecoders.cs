using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions.Device;
using TranslationService.Inference.Sessions.Failover;
using TranslationService.Inference.Sessions.Ragged;

namespace TranslationService.Inference.Sessions;

/// <summary>The decoder that a package's graphs ask for.</summary>
internal static class BatchDecoders
{
    /// <param name="sessions">The package's graphs.</param>
    /// <param name="maxRows">The most decoder rows that its batch holds at one time.</param>
    /// <param name="metrics">The engine's.</param>
    /// <param name="logger">For what goes wrong.</param>
    /// <param name="clock">Measures how long a GPU that failed is left alone.</param>
    public static IBatchDecoder Create(OnnxSessions sessions, int maxRows, InferenceMetrics metrics, ILogger logger, TimeProvider clock)
    {
        var decoder = OfLayout(sessions, maxRows, metrics, logger);
        return sessions.Provider == ExecutionProvider.Cuda
            ? new FailoverDecoder(
                decoder,
                sessions.Fallback is { } fallback ? OfLayout(fallback, maxRows, metrics, logger) : null,
                new DeviceBreaker(sessions.Health, sessions.GpuRetry, logger, clock))
            : decoder;
    }

    private static IBatchDecoder OfLayout(OnnxSessions sessions, int maxRows, InferenceMetrics metrics, ILogger logger) => sessions.Manifest.Layout switch
    {
        GraphLayout.Ragged => new RaggedDecoder(sessions, maxRows),
        GraphLayout.Padded => new DeviceDecoder(sessions, metrics, logger),
        _ => throw new UnreachableException($"layout {sessions.Manifest.Layout}"),
    };
}
