using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Sessions.Ragged;

/// <summary>
/// Decodes on the CPU by the ragged graphs. A step has exactly one row a live hypothesis: no padding, no common beam size, one row for
/// a sentence that begins. Beams keep their cache through a change of order (<see cref="Lineage"/>).
/// </summary>
internal sealed class RaggedDecoder : IBatchDecoder
{
    private readonly RaggedMemory _memory;
    private readonly RaggedEncoder _encoder;
    private readonly RaggedStep _step;
    private readonly CandidateScan _scan;

    // By slot, which is a sentence's place.
    private readonly Lineage?[] _lineages;

    /// <param name="sessions">Of a ragged package.</param>
    /// <param name="maxRows">The most rows that have a place at one time.</param>
    public RaggedDecoder(OnnxSessions sessions, int maxRows)
    {
        var architecture = sessions.Manifest.Architecture;
        _memory = new RaggedMemory(maxRows, architecture.MaxPositions, 2 * architecture.DecoderLayers * architecture.ModelDimension);
        _encoder = new RaggedEncoder(sessions, _memory);
        _step = new RaggedStep(sessions, _memory);
        _scan = new CandidateScan(sessions.Manifest.Vocabulary);
        _lineages = new Lineage?[maxRows];
    }

    public bool IsIdle => _memory.IsFree;

    public void Encode(IReadOnlyList<RunningSentence> newcomers)
    {
        foreach (var sentence in newcomers)
        {
            Place(sentence, sentence.Search.BeamSize, sentence.Search.MaxTargetTokens);
        }

        try
        {
            _encoder.Encode([.. newcomers.Select(s => s.Job.Request.SourceIds)], [.. newcomers.Select(s => s.Place)]);
        }
        catch
        {
            foreach (var sentence in newcomers)
            {
                Release(sentence);
            }

            throw;
        }
    }

    public int Step(IReadOnlyList<RunningSentence> sentences)
    {
        _step.Clear();
        for (var i = 0; i < sentences.Count; i++)
        {
            Feed(sentences[i]);
        }

        _step.Run();
        var row = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            row += Advance(sentences[i], row);
        }

        return row;
    }

    public void Release(RunningSentence sentence)
    {
        FreePlace(sentence.Place);
        sentence.Place = -1;
    }

    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds)
    {
        var slot = TakePlace(1, targetIds.Count);
        try
        {
            _encoder.Encode([sourceIds], [slot]);
            return [.. targetIds.Select(token => NextLogits(slot, token, sourceIds.Count))];
        }
        finally
        {
            FreePlace(slot);
        }
    }

    public void Dispose()
    {
        _step.Dispose();
        _encoder.Dispose();
        _memory.Dispose();
    }

    private void Feed(RunningSentence sentence)
    {
        var (search, lineage) = (sentence.Search, _lineages[sentence.Place]!);
        for (var i = 0; i < search.LiveCount; i++)
        {
            _step.Add(search.NextIds[i], lineage.Cells(i), sentence.Place, sentence.Job.SourceTokens);
        }
    }

    private int Advance(RunningSentence sentence, int firstRow)
    {
        var search = sentence.Search;
        var rows = search.LiveCount;
        for (var i = 0; i < rows; i++)
        {
            _scan.Scan(search, i, _step.TakeLogits(firstRow + i), _step.LogitScale(firstRow + i));
        }

        _scan.Advance(search);
        if (!search.IsFinished)
        {
            _lineages[sentence.Place]!.Advance(search.Origins);
        }

        return rows;
    }

    private float[] NextLogits(int slot, int tokenId, int sourceTokens)
    {
        var lineage = _lineages[slot]!;
        _step.Clear();
        _step.Add(tokenId, lineage.Cells(0), slot, sourceTokens);
        _step.Run();
        var logits = _step.TakeLogits(0).ToArray();
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] *= _step.LogitScale(0);
        }

        lineage.Advance([0]);
        return logits;
    }

    private void Place(RunningSentence sentence, int beamSize, int maxTargetTokens) => sentence.Place = TakePlace(beamSize, maxTargetTokens);

    private int TakePlace(int beamSize, int maxTargetTokens)
    {
        Span<int> rows = stackalloc int[DecodingOptions.MaxBeamSize];
        rows = rows[..beamSize];
        _memory.TakeRows(rows);
        var slot = _memory.TakeSlot();

        // One more: Logits advances behind its last token too.
        _lineages[slot] = new Lineage(rows, maxTargetTokens + 1);
        return slot;
    }

    private void FreePlace(int slot)
    {
        _memory.FreeRows(_lineages[slot]!.Rows);
        _lineages[slot] = null;
        _memory.FreeSlot(slot);
    }
}
