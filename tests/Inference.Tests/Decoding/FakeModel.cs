using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Inference.Tests.Decoding;

/// <summary>A language model of a few tokens: log-probabilities that depend on the whole prefix and on nothing else.</summary>
internal sealed class FakeModel(int seed, int vocabularySize, bool coarse)
{
    public int VocabularySize { get; } = vocabularySize;

    /// <summary>Log-softmax of random logits; coarse ones are small integers, so that ties are everywhere.</summary>
    public float[] LogProbabilities(IReadOnlyList<int> prefix)
    {
        var hash = seed;
        foreach (var id in prefix)
        {
            hash = unchecked((hash * 31) + id + 7);
        }

        var random = new Random(hash);
        var logits = new double[VocabularySize];
        for (var i = 0; i < VocabularySize; i++)
        {
            logits[i] = coarse ? random.Next(3) : random.NextDouble() * 4;
        }

        // Hypotheses end now and then, or no search would be settled early.
        logits[VocabularyLayout.EndId] += coarse ? random.Next(2) : random.NextDouble() * 2;
        var logSum = Math.Log(logits.Sum(Math.Exp));
        return [.. logits.Select(logit => (float)(logit - logSum))];
    }
}
