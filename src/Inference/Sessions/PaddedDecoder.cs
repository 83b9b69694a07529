using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Sessions;

/// <summary>Decodes by the padded graphs, each sentence in a batch of its own.</summary>
internal sealed class PaddedDecoder(OnnxSessions sessions) : IBatchDecoder
{
    private readonly List<Seat> _seats = [];
    private readonly Stack<int> _free = new();
    private readonly CandidateScan _scan = new(sessions.Manifest.Vocabulary);

    public bool IsIdle => _free.Count == _seats.Count;

    public void Encode(IReadOnlyList<RunningSentence> newcomers)
    {
        foreach (var sentence in newcomers)
        {
            sentence.Place = -1;
        }

        try
        {
            foreach (var sentence in newcomers)
            {
                sentence.Place = Take();
                _seats[sentence.Place].Encode(sentence.Job.Request.SourceIds, sentence.Search.BeamSize, sentence.Search.MaxTargetTokens);
            }
        }
        catch
        {
            foreach (var sentence in newcomers.Where(sentence => sentence.Place >= 0))
            {
                Release(sentence);
            }

            throw;
        }
    }

    public int Step(IReadOnlyList<RunningSentence> sentences)
    {
        var rows = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            _seats[sentences[i].Place].Run(sentences[i].Search);
            rows += sentences[i].Search.BeamSize;
        }

        for (var i = 0; i < sentences.Count; i++)
        {
            _seats[sentences[i].Place].Advance(sentences[i].Search, _scan);
        }

        return rows;
    }

    public void Release(RunningSentence sentence) => _free.Push(sentence.Place);

    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds)
    {
        using var forced = new ForcedDecoder(sessions);
        return forced.Logits(sourceIds, targetIds);
    }

    public void Dispose() => _seats.ForEach(seat => seat.Dispose());

    private int Take()
    {
        if (_free.TryPop(out var place))
        {
            return place;
        }

        _seats.Add(new Seat(sessions));
        return _seats.Count - 1;
    }

    private sealed class Seat(OnnxSessions sessions) : IDisposable
    {
        private readonly EncoderSession _encoder = new(sessions);
        private readonly DecoderSession _decoder = new(sessions);
        private readonly DecoderState _state = new(sessions);
        private readonly SourceMask _mask = new(sessions.FloatType);
        private RowAssignment _rows = new(1);

        public void Encode(IReadOnlyList<int> sourceIds, int beamSize, int maxTargetTokens)
        {
            _state.Reset(new DecoderShape(1, sourceIds.Count, beamSize, maxTargetTokens));
            _encoder.Run([sourceIds], _mask, _state);
            _decoder.Bind(_mask, _state);
            _rows = new RowAssignment(beamSize);
        }

        public void Run(BeamSearch search)
        {
            for (var row = 0; row < search.BeamSize; row++)
            {
                _decoder.SetRow(row, VocabularyLayout.EndId, search.Length);
            }

            for (var i = 0; i < search.LiveCount; i++)
            {
                _decoder.SetRow(_rows.Rows[i], search.NextIds[i], search.Length);
            }

            _decoder.Step();
        }

        public void Advance(BeamSearch search, CandidateScan scan)
        {
            for (var i = 0; i < search.LiveCount; i++)
            {
                scan.Scan(search, i, _decoder.Logits(_rows.Rows[i]), 1f);
            }

            scan.Advance(search);
            if (search.IsFinished)
            {
                return;
            }

            _rows.Advance(search.Origins);
            foreach (var copy in _rows.Copies)
            {
                _state.CopyRow(copy.From, copy.To, copy.FirstToken, search.Length);
            }
        }

        public void Dispose()
        {
            _encoder.Dispose();
            _decoder.Dispose();
            _state.Dispose();
            _mask.Dispose();
        }
    }
}
