using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Sessions;

/// <summary>
/// Runs a model for sentences that come and go. It holds what their next step needs (caches, encoder outputs), by sentence; sentences of
/// different ages, lengths and beam sizes share a step, and none can tell who else is in it. One owner, one thread.
/// </summary>
internal interface IBatchDecoder : IDisposable
{
    /// <summary>Whether every place is free.</summary>
    bool IsIdle { get; }

    /// <summary>
    /// Encodes sentences and gives each a place (<see cref="RunningSentence.Place"/>), all or none. There is room for as many rows and source tokens as the
    /// batch's budget says: whoever admits keeps to it.
    /// </summary>
    void Encode(IReadOnlyList<RunningSentence> newcomers);

    /// <summary>
    /// One decoder step: every sentence's search advances by one token. When it throws, no search has advanced, and the same step can be
    /// tried again, with all of the sentences or with some.
    /// </summary>
    /// <param name="sentences">At least one, none finished; some or all of those that have a place.</param>
    /// <returns>Decoder rows that were computed.</returns>
    int Step(IReadOnlyList<RunningSentence> sentences);

    /// <summary>Frees a sentence's place.</summary>
    void Release(RunningSentence sentence);

    /// <summary>The scores along a target that is given: what the model says after each prefix of it.</summary>
    /// <param name="sourceIds">[source].</param>
    /// <param name="targetIds">[target], the begin token first.</param>
    /// <returns>[target][vocabulary] row t follows targetIds[0..t].</returns>
    IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds);
}
