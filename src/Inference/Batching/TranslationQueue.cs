using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Batching;

/// <summary>
/// The sentences that wait for a batch: bounded, shared by all callers and all workers. Not a channel, since a worker looks at all that
/// wait and takes those that fit together.
/// </summary>
internal sealed class TranslationQueue(int capacity, BatchBudget budget, TimeProvider clock)
{
    // Guards everything below. Workers wait on it, so it is no System.Threading.Lock.
    private readonly object _gate = new();
    private List<SentenceJob> _waiting = [];
    private long _tokens;
    private int _idleWorkers;
    private bool _closed;

    /// <summary>What waits now.</summary>
    public QueueDepth Depth
    {
        get
        {
            lock (_gate)
            {
                return new QueueDepth(_waiting.Count, _tokens, _waiting.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_waiting[0].EnqueuedAt));
            }
        }
    }

    /// <summary>Puts the sentences of a request in the queue, all of them or none.</summary>
    /// <exception cref="QueueFullException">They do not fit.</exception>
    /// <exception cref="TranslationException">The queue is closed.</exception>
    public void Enqueue(IReadOnlyList<SentenceJob> jobs)
    {
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            if (_closed)
            {
                throw Draining();
            }

            if (_waiting.Count + jobs.Count > capacity)
            {
                DropCancelled();
            }

            if (_waiting.Count + jobs.Count > capacity)
            {
                throw new QueueFullException(OldestAge(now));
            }

            foreach (var job in jobs)
            {
                job.EnqueuedAt = now;
                _tokens += job.SourceTokens;
            }

            _waiting.AddRange(jobs);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for sentences and takes a batch of them; null once the queue is closed and empty.</summary>
    public IReadOnlyList<SentenceJob>? Take()
    {
        lock (_gate)
        {
            _idleWorkers++;
            try
            {
                for (; ; )
                {
                    DropCancelled();
                    if (_waiting.Count > 0)
                    {
                        return TakeBatch();
                    }

                    if (_closed)
                    {
                        return null;
                    }

                    Monitor.Wait(_gate);
                }
            }
            finally
            {
                _idleWorkers--;
            }
        }
    }

    /// <summary>Refuses what comes from now on and fails what waits. Batches that run are not touched.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var job in _waiting)
            {
                job.Fail(Draining());
            }

            _waiting.Clear();
            _tokens = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private TimeSpan OldestAge(long now) => _waiting.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_waiting[0].EnqueuedAt, now);

    private static TranslationException Draining() => new(TranslationErrorKind.Draining, "The service is shutting down.");

    // Idle workers share what waits: two small batches on two cores end sooner than one on one.
    private SentenceJob[] TakeBatch()
    {
        var share = (_waiting.Count + _idleWorkers - 1) / _idleWorkers;
        var chosen = budget.Choose(_waiting, share);
        var batch = chosen.Select(index => _waiting[index]).ToArray();
        var taken = chosen.ToHashSet();
        _waiting = [.. _waiting.Where((_, index) => !taken.Contains(index))];
        _tokens -= batch.Sum(job => (long)job.SourceTokens);
        return batch;
    }

    private void DropCancelled()
    {
        if (_waiting.RemoveAll(Drop) > 0)
        {
            _tokens = _waiting.Sum(job => (long)job.SourceTokens);
        }
    }

    private static bool Drop(SentenceJob job)
    {
        if (!job.IsCancelled)
        {
            return false;
        }

        job.Cancel();
        return true;
    }
}
