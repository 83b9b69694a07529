using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Batching;

/// <summary>
/// Runs one batch at a time: encode, then step until every sentence has left. A sentence leaves as soon as its n-best stand, so that no
/// step is spent on it. One owner; it holds the memory of its largest batch.
/// </summary>
internal sealed class BatchDecoder : IDisposable
{
    // Few distinct shapes rather than one a length; a cache's unused end costs address space only.
    private const int CapacityStep = 16;

    private readonly OnnxSessions _sessions;
    private readonly InferenceMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly EncoderSession _encoder;
    private readonly DecoderSession _decoder;
    private readonly DecoderState _state;
    private readonly SourceMask _mask;
    private readonly CandidateScan _scan;

    // By slot.
    private readonly List<RunningSentence> _running = [];

    public BatchDecoder(OnnxSessions sessions, InferenceMetrics metrics, TimeProvider clock)
    {
        _sessions = sessions;
        _metrics = metrics;
        _clock = clock;
        _encoder = new EncoderSession(sessions);
        _decoder = new DecoderSession(sessions);
        _state = new DecoderState(sessions);
        _mask = new SourceMask(sessions.FloatType);
        _scan = new CandidateScan(sessions.Manifest.Vocabulary);
    }

    /// <summary>Decodes a batch to its end. Every job is complete or cancelled when this returns; when it throws, some are not.</summary>
    /// <param name="batch">At least one; all of one beam size.</param>
    public void Run(IReadOnlyList<SentenceJob> batch)
    {
        try
        {
            Encode(batch);
            Retire();
            while (_running.Count > 0)
            {
                Step();
                Retire();
            }
        }
        finally
        {
            Clear();
        }
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        _state.Dispose();
        _mask.Dispose();
    }

    private void Encode(IReadOnlyList<SentenceJob> batch)
    {
        var started = _clock.GetTimestamp();
        _state.Reset(ShapeOf(batch));
        foreach (var job in batch)
        {
            job.EncodingAt = started;
            _running.Add(new RunningSentence(job));
        }

        _encoder.Run([.. batch.Select(job => job.Request.SourceIds)], _mask, _state);
        var ended = _clock.GetTimestamp();
        foreach (var job in batch)
        {
            job.DecodingAt = ended;
        }

        foreach (var job in batch)
        {
            _metrics.SentenceJoined(job.BeamSize, job.SourceTokens);
        }

        _metrics.PaddingEncoded(((long)_state.Shape.Sentences * _state.Shape.SourceTokens) - batch.Sum(job => job.SourceTokens));
        _decoder.Bind(_mask, _state);
    }

    private static DecoderShape ShapeOf(IReadOnlyList<SentenceJob> batch)
    {
        var capacity = batch.Max(job => job.Request.MaxTargetTokens);
        return new DecoderShape(
            batch.Count,
            batch.Max(job => job.SourceTokens),
            batch[0].BeamSize,
            (capacity + CapacityStep - 1) / CapacityStep * CapacityStep);
    }

    private void Step()
    {
        var started = _clock.GetTimestamp();
        for (var slot = 0; slot < _running.Count; slot++)
        {
            Feed(slot);
        }

        _decoder.Step();
        for (var slot = 0; slot < _running.Count; slot++)
        {
            Advance(slot);
        }

        _metrics.StepDone(_state.Shape.Rows, _clock.GetElapsedTime(started));
    }

    private void Feed(int slot)
    {
        var search = _running[slot].Search;
        var rows = _running[slot].Rows.Rows;
        var first = slot * _state.Shape.BeamSize;

        // Rows in which no live hypothesis stands run along; any token serves.
        for (var row = 0; row < _state.Shape.BeamSize; row++)
        {
            _decoder.SetRow(first + row, VocabularyLayout.EndId, search.Length);
        }

        for (var i = 0; i < search.LiveCount; i++)
        {
            _decoder.SetRow(first + rows[i], search.NextIds[i], search.Length);
        }
    }

    private void Advance(int slot)
    {
        var (search, rows, first) = (_running[slot].Search, _running[slot].Rows, slot * _state.Shape.BeamSize);
        for (var i = 0; i < search.LiveCount; i++)
        {
            _scan.Scan(search, i, _decoder.Logits(first + rows.Rows[i]));
        }

        _scan.Advance(search);
        if (search.IsFinished)
        {
            return;
        }

        rows.Advance(search.Origins);
        foreach (var copy in rows.Copies)
        {
            _state.CopyRow(first + copy.From, first + copy.To, copy.FirstToken, search.Length);
        }
    }

    private void Retire()
    {
        var before = _running.Count;
        for (var slot = _running.Count - 1; slot >= 0; slot--)
        {
            if (_running[slot].Leaves is { } reason)
            {
                Answer(_running[slot], reason);
                Remove(slot);
            }
        }

        if (_running.Count > 0 && _running.Count < before)
        {
            _decoder.Bind(_mask, _state);
        }
    }

    private void Remove(int slot)
    {
        var last = _running.Count - 1;
        _state.Remove(slot, _running[last].Search.Length);
        _mask.Copy(last, slot);
        _running[slot] = _running[last];
        _running.RemoveAt(last);
        _metrics.SentenceLeft(_state.Shape.BeamSize);
    }

    private void Answer(RunningSentence sentence, LeaveReason reason)
    {
        var job = sentence.Job;
        if (reason == LeaveReason.Cancelled)
        {
            job.Cancel();
            _metrics.SentenceAbandoned();
            return;
        }

        var hypotheses = sentence.Search.Hypotheses();
        if (hypotheses.Count == 0)
        {
            job.Fail(new TranslationException(TranslationErrorKind.EngineFailure, "The model gave scores that are not numbers."));
            return;
        }

        _metrics.SentenceDone(reason, hypotheses[0].Ids.Count + 1);
        job.Complete(new SentenceResult(hypotheses, TimesOf(job)));
    }

    private PhaseTimes TimesOf(SentenceJob job) => new(
        _clock.GetElapsedTime(job.EnqueuedAt, job.EncodingAt),
        _clock.GetElapsedTime(job.EncodingAt, job.DecodingAt),
        _clock.GetElapsedTime(job.DecodingAt));

    // Non-empty only after a failure.
    private void Clear()
    {
        foreach (var _ in _running)
        {
            _metrics.SentenceLeft(_state.Shape.BeamSize);
        }

        _running.Clear();
    }
}
