using TranslationService.Inference.Batching;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Tests.Batching;

/// <summary>A real decoder whose steps throw where a test says so, before anything is computed.</summary>
internal sealed class FailingDecoder(IBatchDecoder decoder, Func<IReadOnlyList<RunningSentence>, bool> fails) : IBatchDecoder
{
    public bool IsIdle => decoder.IsIdle;

    public void Encode(IReadOnlyList<RunningSentence> newcomers) => decoder.Encode(newcomers);

    public int Step(IReadOnlyList<RunningSentence> sentences) =>
        fails(sentences) ? throw new InvalidOperationException("A test asked for it.") : decoder.Step(sentences);

    public void Release(RunningSentence sentence) => decoder.Release(sentence);

    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds) => decoder.Logits(sourceIds, targetIds);

    public void Dispose() => decoder.Dispose();
}
