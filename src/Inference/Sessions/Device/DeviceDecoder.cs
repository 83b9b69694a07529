using Microsoft.Extensions.Logging;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// Decodes by padded graphs with everything on the device: caches and sources stay there, candidates are chosen there, beams reorder there. Sentences share
/// a step with those of their shape (<see cref="LaneShape"/>).
/// </summary>
internal sealed class DeviceDecoder : IBatchDecoder
{
    private readonly DeviceContext _context;
    private readonly InferenceMetrics _metrics;
    private readonly ILogger _logger;
    private readonly LineMover _mover;
    private readonly DeviceEncoder _encoder;
    private readonly CandidateBuffer _candidates = new();
    private readonly Dictionary<LaneShape, Lane> _lanes = [];

    // By RunningSentence.Place.
    private readonly List<LaneSlot?> _places = [];
    private readonly Stack<int> _free = new();

    public DeviceDecoder(OnnxSessions sessions, InferenceMetrics metrics, ILogger logger)
        : this(new DeviceContext(sessions), metrics, logger)
    {
    }

    /// <param name="context">Disposed of with this.</param>
    /// <param name="metrics">The engine's.</param>
    /// <param name="logger">For memory that is short.</param>
    public DeviceDecoder(DeviceContext context, InferenceMetrics metrics, ILogger logger)
    {
        _context = context;
        _metrics = metrics;
        _logger = logger;
        _mover = new LineMover(_context);
        _encoder = new DeviceEncoder(_context, _mover);
    }

    public bool IsIdle => _free.Count == _places.Count;

    public void Encode(IReadOnlyList<RunningSentence> newcomers)
    {
        var seated = new List<LaneSlot>();
        try
        {
            foreach (var group in newcomers.GroupBy(ShapeOf))
            {
                var slots = Seat(group.Key, [.. group]);
                seated.AddRange(slots);
                var padding = _encoder.Encode(
                    [.. slots.Select(slot => slot.Sentence.Job.Request.SourceIds)], [.. slots.Select(slot => slot.Index)], slots[0].Lane.Memory);
                _metrics.PaddingEncoded(padding);
            }
        }
        catch
        {
            seated.ForEach(slot => slot.Lane.Release(slot));
            throw;
        }

        seated.ForEach(Place);
    }

    public int Step(IReadOnlyList<RunningSentence> sentences)
    {
        foreach (var sentence in sentences)
        {
            _places[sentence.Place]!.IsStepping = true;
        }

        try
        {
            return StepLanes();
        }
        finally
        {
            foreach (var sentence in sentences)
            {
                _places[sentence.Place]!.IsStepping = false;
            }
        }
    }

    public void Release(RunningSentence sentence)
    {
        var slot = _places[sentence.Place]!;
        slot.Lane.Release(slot);
        _places[sentence.Place] = null;
        _free.Push(sentence.Place);
    }

    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds)
    {
        using var forced = new ForcedLogits(_context, _encoder, sourceIds, targetIds.Count);
        return [.. targetIds.Select(forced.Step)];
    }

    public void Dispose()
    {
        FreeLanes(_ => true);
        _encoder.Dispose();
        _mover.Dispose();
        _context.Dispose();
    }

    // Searches advance when all lanes have run: a step that fails has advanced none.
    private int StepLanes()
    {
        var rows = 0;
        foreach (var lane in _lanes.Values)
        {
            if (lane.IsStepping)
            {
                lane.Prepare();
                rows += lane.Run();
            }
        }

        foreach (var lane in _lanes.Values)
        {
            lane.Advance(_candidates);
        }

        return rows;
    }

    private List<LaneSlot> Seat(LaneShape shape, IReadOnlyList<RunningSentence> sentences)
    {
        try
        {
            return SeatIn(LaneOf(shape), sentences);
        }
        catch (Exception exception) when (DeviceFailure.IsOutOfMemory(exception) && FreeLanes(lane => lane.IsEmpty) > 0)
        {
            // Lanes that nobody uses kept their memory for the next sentence of their shape.
            return SeatIn(LaneOf(shape), sentences);
        }
    }

    private static List<LaneSlot> SeatIn(Lane lane, IReadOnlyList<RunningSentence> sentences)
    {
        var slots = sentences.Select(sentence => new LaneSlot(sentence, lane)).ToList();
        lane.Seat(slots);
        return slots;
    }

    private Lane LaneOf(LaneShape shape)
    {
        if (!_lanes.TryGetValue(shape, out var lane))
        {
            lane = new Lane(_context, _mover, shape, _logger);
            _lanes.Add(shape, lane);
        }

        return lane;
    }

    private int FreeLanes(Func<Lane, bool> which)
    {
        var freed = _lanes.Where(pair => which(pair.Value)).ToList();
        foreach (var (shape, lane) in freed)
        {
            _lanes.Remove(shape);
            lane.Dispose();
        }

        return freed.Count;
    }

    private void Place(LaneSlot slot)
    {
        if (!_free.TryPop(out var place))
        {
            place = _places.Count;
            _places.Add(null);
        }

        _places[place] = slot;
        slot.Sentence.Place = place;
    }

    private LaneShape ShapeOf(RunningSentence sentence) => LaneShape.For(
        sentence.Search.BeamSize, sentence.Job.SourceTokens, sentence.Search.MaxTargetTokens, _context.Architecture.MaxPositions);
}
