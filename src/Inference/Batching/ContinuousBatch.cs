using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using TranslationService.Inference.Diagnostics;
using TranslationService.Inference.Sessions;
using TranslationService.Inference.Sessions.Device;

namespace TranslationService.Inference.Batching;

/// <summary>
/// The sentences that share decoder steps. New ones join before any step, each leaves as soon as its n-best stand or nobody waits for it:
/// <see cref="Admit"/>, <see cref="Step"/>, <see cref="Retire"/>, and again (Yang et al., EMNLP 2020, "A Streaming Approach for Efficient Batched Beam Search").
/// One owner; a step without arrivals allocates nothing.
/// </summary>
internal sealed class ContinuousBatch(IBatchDecoder decoder, BatchBudget budget, InferenceMetrics metrics, ILogger logger, TimeProvider clock) : IDisposable
{
    // Oldest first.
    private readonly List<RunningSentence> _running = [];
    private readonly List<RunningSentence> _stepping = [];
    private int _rows;
    private int _tokens;

    // Sentences for which a device had no memory while others ran: the budget promised more than there is. They join when one has left.
    private readonly List<SentenceJob> _postponed = [];
    private bool _hasOneLeft;

    public bool IsEmpty => _running.Count == 0 && _postponed.Count == 0;

    /// <summary>Whether the decoder keeps nothing for anybody.</summary>
    public bool IsIdle => decoder.IsIdle && _postponed.Count == 0;

    /// <summary>What may join now.</summary>
    public BatchRoom Room => _postponed.Count > 0 ? BatchRoom.None : IsEmpty ? budget.Empty : budget.Beside(_rows, _tokens);

    /// <summary>Encodes sentences; they take part in the next step.</summary>
    /// <param name="newcomers">No more than <see cref="Room"/> has.</param>
    public void Admit(IReadOnlyList<SentenceJob> newcomers)
    {
        if (newcomers.Count > 0)
        {
            Encode([.. newcomers.Select(job => new RunningSentence(job))], clock.GetTimestamp());
        }
    }

    /// <summary>One decoder step of all sentences, but for those that exceed their request's share (<see cref="StepShare"/>).</summary>
    public void Step()
    {
        if (_postponed.Count > 0)
        {
            AdmitPostponed();
        }

        if (_running.Count == 0)
        {
            return;
        }

        var started = clock.GetTimestamp();
        var rows = Advance(StepShare.Of(_running, _stepping));
        metrics.StepDone(rows, clock.GetElapsedTime(started));
    }

    /// <summary>Lets those go that are done, each with its answer.</summary>
    public void Retire()
    {
        for (var i = _running.Count - 1; i >= 0; i--)
        {
            if (_running[i].Leaves is { } reason)
            {
                // The place first: whoever has an answer finds its place free.
                Answer(Remove(i), reason);
            }
        }
    }

    /// <summary>Fails all sentences: something threw that should not.</summary>
    public void Abandon(TranslationException failure)
    {
        Log.BatchAbandoned(logger, failure.InnerException, _running.Count);
        _postponed.ForEach(job => job.Fail(failure));
        _postponed.Clear();
        _running.ForEach(sentence => sentence.Job.Fail(failure));
        while (_running.Count > 0)
        {
            AbandonLast();
        }
    }

    /// <summary>Frees the decoder's memory.</summary>
    public void Dispose() => decoder.Dispose();

    // A place that cannot be freed is lost; the worker is not.
    [SuppressMessage("Design", "CA1031", Justification = "The sentence has its answer, and the next one must have its own.")]
    private void AbandonLast()
    {
        var last = _running.Count - 1;
        try
        {
            Remove(last);
        }
        catch (Exception exception)
        {
            Log.SentenceFailed(logger, exception);
            Forget(last);
        }

        metrics.SentenceDone(LeaveReason.Failed, 0);
    }

    private void AdmitPostponed()
    {
        _postponed.RemoveAll(Drop);
        if (_hasOneLeft || _running.Count == 0)
        {
            _hasOneLeft = false;
            List<RunningSentence> sentences = [.. _postponed.Select(job => new RunningSentence(job))];
            _postponed.Clear();
            Encode(sentences, clock.GetTimestamp());
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a sentence makes the engine throw, the others go on.")]
    private void Encode(List<RunningSentence> newcomers, long started)
    {
        try
        {
            decoder.Encode(newcomers);
        }
        catch (Exception exception) when (newcomers.Count == 1 && _running.Count > 0 && DeviceFailure.IsOutOfMemory(exception))
        {
            _postponed.Add(newcomers[0].Job);
            return;
        }
        catch (Exception exception)
        {
            Isolate(newcomers, exception, half => Encode(half, started));
            return;
        }

        Join(newcomers, started, clock.GetTimestamp());
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a sentence makes the engine throw, the others go on.")]
    private int Advance(List<RunningSentence> sentences)
    {
        try
        {
            return decoder.Step(sentences);
        }
        catch (Exception exception)
        {
            return AdvanceHalves(sentences, exception);
        }
    }

    // By itself, since the lambda's memory would be taken at each step.
    private int AdvanceHalves(List<RunningSentence> sentences, Exception exception)
    {
        var rows = 0;
        Isolate(sentences, exception, half => rows += Advance(half));
        return rows;
    }

    // What fails is tried again in halves, until the sentence that cannot be done stands alone. Running short of memory is met the same way.
    private void Isolate(List<RunningSentence> sentences, Exception exception, Action<List<RunningSentence>> retry)
    {
        if (sentences.Count == 1)
        {
            Log.SentenceFailed(logger, exception);
            sentences[0].Job.Fail(new TranslationException(TranslationErrorKind.EngineFailure, "The engine failed on this request.", exception));
            return;
        }

        Log.BatchFailed(logger, exception, sentences.Count);
        var half = sentences.Count / 2;
        retry(sentences[..half]);
        retry(sentences[half..]);
    }

    private void Join(List<RunningSentence> newcomers, long started, long ended)
    {
        foreach (var sentence in newcomers)
        {
            (sentence.Job.EncodingAt, sentence.Job.DecodingAt) = (started, ended);
            _rows += sentence.Job.BeamSize;
            _tokens += sentence.Job.SourceTokens;
            metrics.SentenceJoined(sentence.Job.BeamSize, sentence.Job.SourceTokens);
        }

        _running.AddRange(newcomers);
    }

    private static bool Drop(SentenceJob job)
    {
        if (job.IsCancelled)
        {
            job.Cancel();
            return true;
        }

        return false;
    }

    private RunningSentence Remove(int index)
    {
        decoder.Release(_running[index]);
        return Forget(index);
    }

    private RunningSentence Forget(int index)
    {
        var sentence = _running[index];
        _running.RemoveAt(index);
        _hasOneLeft = true;
        _rows -= sentence.Job.BeamSize;
        _tokens -= sentence.Job.SourceTokens;
        metrics.SentenceLeft(sentence.Job.BeamSize);
        return sentence;
    }

    private void Answer(RunningSentence sentence, LeaveReason reason)
    {
        var job = sentence.Job;
        var hypotheses = reason is LeaveReason.Eos or LeaveReason.Length ? sentence.Search.Hypotheses() : [];
        metrics.SentenceDone(reason, hypotheses.Count > 0 ? hypotheses[0].Ids.Count + 1 : 0);
        if (reason == LeaveReason.Cancelled)
        {
            job.Cancel();
        }
        else if (hypotheses.Count > 0)
        {
            job.Complete(new SentenceResult(hypotheses, TimesOf(job)));
        }
        else if (reason != LeaveReason.Failed)
        {
            job.Fail(new TranslationException(TranslationErrorKind.EngineFailure, "The model gave scores that are not numbers."));
        }
    }

    private PhaseTimes TimesOf(SentenceJob job) => new(
        clock.GetElapsedTime(job.EnqueuedAt, job.EncodingAt),
        clock.GetElapsedTime(job.EncodingAt, job.DecodingAt),
        clock.GetElapsedTime(job.DecodingAt));
}
