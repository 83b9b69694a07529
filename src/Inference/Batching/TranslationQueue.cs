using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Batching;

/// <summary>
/// The sentences that wait to join a batch: bounded, shared by all callers and all workers. Requests take turns (start-time fair queueing,
/// Goyal et al. 1996): the n-th sentence of a request stands as far behind its first as the source tokens between them, and a new
/// request begins where the sentence stands that was taken last. So a long text delays the others by its share, and nobody waits for ever.
/// </summary>
internal sealed class TranslationQueue(int capacity, TimeProvider clock)
{
    // Guards everything below. Workers wait on it, so it is no System.Threading.Lock.
    private readonly object _gate = new();
    private readonly SortedSet<SentenceJob> _waiting = new(TurnOrder.Instance);
    private long _tokens;
    private long _turn;
    private long _arrivals;
    private int _idleWorkers;
    private bool _closed;

    /// <summary>What waits now.</summary>
    public QueueDepth Depth
    {
        get
        {
            lock (_gate)
            {
                return new QueueDepth(_waiting.Count, _tokens, OldestAge(clock.GetTimestamp()));
            }
        }
    }

    /// <summary>Workers that wait.</summary>
    public int IdleWorkers
    {
        get
        {
            lock (_gate)
            {
                return _idleWorkers;
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

            var (turn, origin) = (_turn, new object());
            foreach (var job in jobs)
            {
                (job.EnqueuedAt, job.Origin, job.Turn, job.Arrival) = (now, origin, turn, _arrivals++);
                turn += job.SourceTokens;
                _tokens += job.SourceTokens;
                _waiting.Add(job);
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes the sentences whose turn it is, as far as there is room; none overtakes one that does not fit.</summary>
    /// <param name="room">Of the worker's batch.</param>
    /// <param name="wait">Whether to wait until there is one: the worker has nothing else to do.</param>
    /// <param name="taken">Cleared, then filled.</param>
    /// <returns>Whether more may come; false once the queue is closed.</returns>
    public bool Take(BatchRoom room, bool wait, List<SentenceJob> taken)
    {
        taken.Clear();
        lock (_gate)
        {
            if (!wait)
            {
                // Idle workers were woken for what waits: it is done sooner on a core of its own than beside others.
                if (_idleWorkers == 0)
                {
                    Fill(taken, room, _waiting.Count);
                }

                return !_closed;
            }

            _idleWorkers++;
            while (!_closed && !Fill(taken, room, (_waiting.Count + _idleWorkers - 1) / _idleWorkers))
            {
                Monitor.Wait(_gate);
            }

            _idleWorkers--;
            return !_closed;
        }
    }

    /// <summary>Refuses what comes from now on and fails what waits. What runs is not touched.</summary>
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

    private TimeSpan OldestAge(long now) => _waiting.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_waiting.Min(job => job.EnqueuedAt), now);

    private static TranslationException Draining() => new(TranslationErrorKind.Draining, "The service is shutting down.");

    private bool Fill(List<SentenceJob> taken, BatchRoom room, int share)
    {
        while (taken.Count < share && _waiting.Min is { } next)
        {
            if (!next.IsCancelled && !room.Has(next))
            {
                break;
            }

            Remove(next);
            if (next.IsCancelled)
            {
                next.Cancel();
                continue;
            }

            room = room.Without(next);
            _turn = next.Turn;
            taken.Add(next);
        }

        return taken.Count > 0;
    }

    private void DropCancelled()
    {
        foreach (var job in _waiting.Where(job => job.IsCancelled).ToList())
        {
            Remove(job);
            job.Cancel();
        }
    }

    private void Remove(SentenceJob job)
    {
        _waiting.Remove(job);
        _tokens -= job.SourceTokens;
    }

    // Arrivals differ, so the order is total.
    private sealed class TurnOrder : IComparer<SentenceJob>
    {
        public static readonly TurnOrder Instance = new();

        public int Compare(SentenceJob? x, SentenceJob? y) => (x!.Turn, x.Arrival).CompareTo((y!.Turn, y.Arrival));
    }
}
