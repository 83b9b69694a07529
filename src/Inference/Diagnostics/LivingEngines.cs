using System.Diagnostics.Metrics;

namespace TranslationService.Inference.Diagnostics;

/// <summary>
/// The engines of the process, for the gauges that look at them. An old and a new version of one model live side by side while one replaces
/// the other, so a model's engines are taken together. A series whose last engine has gone stays, at 0: OpenTelemetry would otherwise go on exporting the last value.
/// </summary>
internal sealed class LivingEngines
{
    private readonly Lock _lock = new();
    private readonly List<InferenceMetrics> _living = [];
    private readonly HashSet<string> _models = new(StringComparer.Ordinal);
    private readonly HashSet<EngineIdentity> _identities = [];

    public void Add(InferenceMetrics engine)
    {
        lock (_lock)
        {
            _living.Add(engine);
            _models.Add(engine.Identity.Model);
            _identities.Add(engine.Identity);
        }
    }

    /// <summary>Does nothing where it has been removed before.</summary>
    public void Remove(InferenceMetrics engine)
    {
        lock (_lock)
        {
            _living.Remove(engine);
        }
    }

    /// <summary>A gauge's measurements: one a model, over its living engines; none where it was never seen.</summary>
    public IReadOnlyList<Measurement<T>> ByModel<T>(Func<IEnumerable<InferenceMetrics>, T> together)
        where T : struct
    {
        var (living, models, _) = Snapshot();
        var engines = living.ToLookup(engine => engine.Identity.Model, StringComparer.Ordinal);
        return [.. models.Select(model => new Measurement<T>(together(engines[model]), new KeyValuePair<string, object?>("model", model)))];
    }

    /// <summary>1 for each kind of engine that lives, 0 for those that have gone.</summary>
    public IReadOnlyList<Measurement<int>> Infos()
    {
        var (living, _, known) = Snapshot();
        var alive = living.Select(engine => engine.Identity).ToHashSet();

        // An engine's provider changes when a fallback takes over.
        var identities = known.Union(alive).ToList();
        Remember(identities);
        return [.. identities.Select(identity => new Measurement<int>(alive.Contains(identity) ? 1 : 0, identity.ToTags()))];
    }

    private void Remember(IEnumerable<EngineIdentity> identities)
    {
        lock (_lock)
        {
            _identities.UnionWith(identities);
        }
    }

    // What the gauges ask of a queue is asked outside the lock.
    private (InferenceMetrics[] Living, string[] Models, EngineIdentity[] Identities) Snapshot()
    {
        lock (_lock)
        {
            return ([.. _living], [.. _models], [.. _identities]);
        }
    }
}
