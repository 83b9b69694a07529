using TranslationService.Inference.Batching;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Tests.Sessions;

/// <summary>A real decoder that fails where a test says so, before it does anything.</summary>
/// <param name="decoder">The real one.</param>
/// <param name="fault">Given the sentences of a call, what it throws; null where it shall work.</param>
internal sealed class FaultyDecoder(IBatchDecoder decoder, Func<IReadOnlyList<RunningSentence>, Exception?> fault) : IBatchDecoder
{
    public int Calls { get; private set; }

    /// <summary>What freeing a place throws; null where it shall work.</summary>
    public Func<Exception?> ReleaseFault { get; init; } = () => null;

    public bool IsIdle => decoder.IsIdle;

    public void Encode(IReadOnlyList<RunningSentence> newcomers)
    {
        ThrowIfFaulty(newcomers);
        decoder.Encode(newcomers);
    }

    public int Step(IReadOnlyList<RunningSentence> sentences)
    {
        ThrowIfFaulty(sentences);
        return decoder.Step(sentences);
    }

    public void Release(RunningSentence sentence)
    {
        if (ReleaseFault() is { } exception)
        {
            throw exception;
        }

        decoder.Release(sentence);
    }

    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds) => decoder.Logits(sourceIds, targetIds);

    public void Dispose() => decoder.Dispose();

    private void ThrowIfFaulty(IReadOnlyList<RunningSentence> sentences)
    {
        Calls++;
        if (fault(sentences) is { } exception)
        {
            throw exception;
        }
    }
}
