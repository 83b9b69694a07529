using System.Diagnostics;
using System.Diagnostics.Metrics;
using TranslationService.Api.Errors;
using TranslationService.Api.Lifecycle;

namespace TranslationService.Api.Observability;

/// <summary>What the HTTP side counts. The engine counts its own on its own meter.</summary>
internal sealed class ServiceMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "TranslationService.Api";

    /// <summary>The label of a model or a pair that is not known: never what the client sent.</summary>
    public const string Unknown = "unknown";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _rejected;

    /// <summary>On a meter of that factory; the gauges read the status.</summary>
    public ServiceMetrics(IMeterFactory meters, ServiceStatus status)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("mt_requests", "{request}", "Requests for translation, by how they ended.");
        _rejected = meter.CreateCounter<long>("mt_request_rejected", "{request}", "Requests for translation that were refused, by why.");
        int Is(ServicePhase phase) => status.Phase == phase ? 1 : 0;
        meter.CreateObservableGauge("mt_ready", () => status.IsReady ? 1 : 0, description: "1 while the models are loaded, none fails on its GPU, and the service is not shutting down.");
        meter.CreateObservableGauge("mt_draining", () => Is(ServicePhase.Draining), description: "1 while the service shuts down.");
    }

    /// <summary>A request ended.</summary>
    public void Finished(string model, string pair, string api, RequestOutcome outcome) =>
        _requests.Add(1, new("model", model), new("pair", pair), new("api", api), new("outcome", NameOf(outcome)));

    /// <summary>A request was refused; nothing is counted where it was not.</summary>
    public void Rejected(Rejection rejection)
    {
        if (rejection != Rejection.None)
        {
            _rejected.Add(1, new KeyValuePair<string, object?>("reason", NameOf(rejection)));
        }
    }

    private static string NameOf(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Ok => "ok",
        RequestOutcome.Rejected => "rejected",
        RequestOutcome.Failed => "failed",
        RequestOutcome.Cancelled => "cancelled",
        _ => throw new UnreachableException($"outcome {outcome}"),
    };

    private static string NameOf(Rejection rejection) => rejection switch
    {
        Rejection.Validation => "validation",
        Rejection.TooLarge => "too_large",
        Rejection.Overloaded => "overloaded",
        Rejection.QueueTimeout => "queue_timeout",
        Rejection.Deadline => "deadline",
        Rejection.Unavailable => "unavailable",
        _ => throw new UnreachableException($"rejection {rejection}"),
    };
}
