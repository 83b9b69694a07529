namespace TranslationService.Inference.Sessions;

/// <summary>Runs the graphs along a target that is given, one sentence in one row.</summary>
internal sealed class ForcedDecoder(OnnxSessions sessions) : IDisposable
{
    private readonly EncoderSession _encoder = new(sessions);
    private readonly DecoderSession _decoder = new(sessions);
    private readonly DecoderState _state = new(sessions);
    private readonly SourceMask _mask = new(sessions.FloatType);

    /// <summary>[target][vocabulary] row t follows targetIds[0..t].</summary>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds)
    {
        _state.Reset(new DecoderShape(1, sourceIds.Count, 1, targetIds.Count));
        _encoder.Run([sourceIds], _mask, _state);
        _decoder.Bind(_mask, _state);
        var logits = new float[targetIds.Count][];
        for (var position = 0; position < targetIds.Count; position++)
        {
            _decoder.SetRow(0, targetIds[position], position);
            _decoder.Step();
            logits[position] = _decoder.Logits(0).ToArray();
        }

        return logits;
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        _state.Dispose();
        _mask.Dispose();
    }
}
