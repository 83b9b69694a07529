using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Batching;

/// <summary>
/// The sentences that wait to join a batch: bounded, shared by all callers and all workers. Requests take turns (weighted fair queueing, Demers et al. 1989,
/// with all weights equal): virtual time passes by the source tokens that are taken, divided by the requests that wait; a request's first sentence stands at the time of its arrival, and
/// each further one as far behind it as the source tokens between them. So a long text delays the others by its share, and they it by theirs.
/// </summary>
internal sealed class TranslationQueue(int capacity, TimeProvider clock)
{
    // Guards everything below. Workers wait on it, so it is no System.Threading.Lock.
    private readonly object _gate = new();
    private readonly SortedSet<SentenceJob> _waiting = new(TurnOrder.Instance);
    private double _turn;
    private int _flows;
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
                // Those that nobody waits for any more stand here until their turn or until the queue is full, but are no load.
                var live = _waiting.Where(job => !job.IsCancelled).ToList();
                return new QueueDepth(live.Count, live.Sum(job => (long)job.SourceTokens), OldestAge(live, clock.GetTimestamp()));
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
                throw new QueueFullException(OldestAge(_waiting, now));
            }

            var (turn, flow) = (_turn, new RequestFlow());
            foreach (var job in jobs)
            {
                (job.EnqueuedAt, job.Flow, job.Turn, job.Arrival) = (now, flow, turn, _arrivals++);
                turn += job.SourceTokens;
                Add(job);
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
            _flows = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private TimeSpan OldestAge(IReadOnlyCollection<SentenceJob> jobs, long now) =>
        jobs.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(jobs.Min(job => job.EnqueuedAt), now);

    private static TranslationException Draining() => new(TranslationErrorKind.Draining, "The service is shutting down.");

    private bool Fill(List<SentenceJob> taken, BatchRoom room, int share)
    {
        while (taken.Count < share && _waiting.Min is { } next)
        {
            if (!next.IsCancelled && !room.Has(next))
            {
                break;
            }

            var flows = _flows;
            Remove(next);
            if (next.IsCancelled)
            {
                next.Cancel();
                continue;
            }

            room = room.Without(next);
            _turn = Math.Max(_turn, next.Turn) + ((double)next.SourceTokens / flows);
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

    private void Add(SentenceJob job)
    {
        _waiting.Add(job);
        if (job.Flow!.Waiting++ == 0)
        {
            _flows++;
        }
    }

    private void Remove(SentenceJob job)
    {
        _waiting.Remove(job);
        if (--job.Flow!.Waiting == 0)
        {
            _flows--;
        }
    }

    // Arrivals differ, so the order is total.
    private sealed class TurnOrder : IComparer<SentenceJob>
    {
        public static readonly TurnOrder Instance = new();

        public int Compare(SentenceJob? x, SentenceJob? y) => (x!.Turn, x.Arrival).CompareTo((y!.Turn, y.Arrival));
    }
}
