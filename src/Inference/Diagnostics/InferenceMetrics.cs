using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Failover;

namespace TranslationService.Inference.Diagnostics;

/// <summary>What one engine counts: the process's instruments (<see cref="InferenceMeter"/>) under this engine's labels.</summary>
internal sealed class InferenceMetrics : IDisposable
{
    private static readonly string[] PhaseNames = ["split", "tokenize", "queue", "encode", "decode", "detokenize"];

    private static readonly string[] LeaveReasonNames = ["eos", "length", "cancelled", "failed"];

    private readonly KeyValuePair<string, object?> _model;
    private EngineIdentity _meant;
    private EngineIdentity? _fallback;
    private ProviderHealth? _health;
    private Func<QueueDepth> _queue = () => default;

    /// <param name="manifest">The model.</param>
    /// <param name="provider">What really runs it.</param>
    public InferenceMetrics(ModelManifest manifest, ExecutionProvider provider)
    {
        _meant = EngineIdentity.Of(manifest, provider);
        _model = new("model", _meant.Model);
        InferenceMeter.Engines.Add(this);
    }

    /// <summary>What really runs now.</summary>
    public EngineIdentity Identity => State == ProviderState.OnFallback ? _fallback! : _meant;

    /// <summary>Whether that is what was meant.</summary>
    public ProviderState State => _health?.State ?? ProviderState.AsMeant;

    /// <summary>What waits now.</summary>
    public QueueDepth Queue => _queue();

    /// <summary>The most decoder rows that the engine's batches hold together.</summary>
    public int RowCapacity { get; private set; }

    /// <summary>The gauges ask this queue from now on; any thread may call it.</summary>
    /// <param name="queue">What waits.</param>
    /// <param name="rowCapacity">Workers × the rows of a batch.</param>
    public void Observe(Func<QueueDepth> queue, int rowCapacity)
    {
        _queue = queue;
        RowCapacity = rowCapacity;
    }

    /// <summary>Steps and gauges name from now on what really runs.</summary>
    /// <param name="health">Says when a fallback does.</param>
    /// <param name="meant">What runs while all is well.</param>
    /// <param name="fallback">What takes over; null where nothing does.</param>
    public void Follow(ProviderHealth health, EngineIdentity meant, EngineIdentity? fallback)
    {
        _meant = meant;
        _fallback = fallback;
        _health = health;
    }

    public void ModelLoaded(TimeSpan duration) => InferenceMeter.Loaded(Identity.Model, duration);

    /// <summary>A sentence joined a batch.</summary>
    /// <param name="rows">Decoder rows: its beam size.</param>
    /// <param name="sourceTokens">Its source's length.</param>
    public void SentenceJoined(int rows, int sourceTokens)
    {
        InferenceMeter.BatchJoins.Add(1, _model);
        InferenceMeter.RunningSentences.Add(1, _model);
        InferenceMeter.RunningRows.Add(rows, _model);
        InferenceMeter.SourceTokens.Add(sourceTokens, _model);
        InferenceMeter.SentenceSourceTokens.Record(sourceTokens, _model);
    }

    /// <summary>The encoder computed that many tokens which are none.</summary>
    public void PaddingEncoded(long tokens) => InferenceMeter.PaddingTokens.Add(tokens, _model);

    public void StepDone(int rows, TimeSpan duration)
    {
        InferenceMeter.StepDuration.Record(duration.TotalSeconds, _model, new("provider", Identity.Provider));
        InferenceMeter.StepRows.Record(rows, _model);
    }

    /// <summary>A sentence left its batch, for whatever reason.</summary>
    public void SentenceLeft(int rows)
    {
        InferenceMeter.RunningSentences.Add(-1, _model);
        InferenceMeter.RunningRows.Add(-rows, _model);
    }

    /// <summary>Why a sentence left.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="targetTokens">Of its best hypothesis, the end token counted; 0 where it has none.</param>
    public void SentenceDone(LeaveReason reason, int targetTokens)
    {
        InferenceMeter.BatchLeaves.Add(1, _model, new("reason", LeaveReasonNames[(int)reason]));
        if (targetTokens > 0)
        {
            InferenceMeter.TargetTokens.Add(targetTokens, _model);
            InferenceMeter.SentenceTargetTokens.Record(targetTokens, _model);
        }
    }

    public void RequestCancelled(CancelledStage stage) =>
        InferenceMeter.RequestsCancelled.Add(1, _model, new("stage", stage == CancelledStage.Queue ? "queue" : "decode"));

    public void PhaseDone(RequestPhase phase, TimeSpan duration) =>
        InferenceMeter.PhaseDuration.Record(duration.TotalSeconds, _model, new("phase", PhaseNames[(int)phase]));

    /// <summary>The gauges do not look at this engine any more.</summary>
    public void Dispose() => InferenceMeter.Engines.Remove(this);
}
