using TorchSharp;
using TranslationService.Artifacts.Checkpoints;
using static TorchSharp.torch;

namespace TranslationService.Model.Search;

/// <summary>
/// Beam search with no cache, no batch and no early termination: the definition (docs/architecture.md), against which the fast one is held.
/// At each step the best 2 × beam continuations of all live hypotheses are ranked, ties by lower hypothesis, then lower token. One that ends
/// finishes if its rank is below the beam size, else it is dropped; the others fill the next beam. The search is over when as many as the
/// beam holds have finished, or at the length limit, where all end.
/// </summary>
/// <param name="model">In evaluation mode.</param>
/// <param name="vocabulary">Says which tokens are never produced.</param>
public sealed class ReferenceBeamSearch(Transformer model, VocabularyLayout vocabulary)
{
    /// <summary>The n-best of one sentence, best first; of equal scores the one that finished first.</summary>
    /// <param name="sourceIds">[source] with language and end tokens.</param>
    /// <param name="options">Beam, lengths and penalty.</param>
    public IReadOnlyList<ProbeHypothesis> Search(IReadOnlyList<int> sourceIds, ReferenceSearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(sourceIds);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var source = Row(sourceIds);
        var mask = Transformer.MaskOf(source);
        var encoded = model.Encode(source, mask); // [1, T, d_model]

        var live = new List<Candidate> { new([], 0f) };
        var finished = new List<ProbeHypothesis>();
        for (var length = 1; length <= options.MaxTargetTokens && finished.Count < options.BeamSize && live.Count > 0; length++)
        {
            var ranked = live
                .SelectMany(hypothesis => Continuations(hypothesis, LogProbabilities(hypothesis.Ids, encoded, mask), options))
                .OrderByDescending(candidate => candidate.Sum) // stable: ties stay in the order of hypothesis, then token
                .Take(2 * options.BeamSize)
                .ToArray();
            finished.AddRange(ranked.Take(options.BeamSize).Where(c => c.HasEnded).Select(c => Finish(c, options.LengthPenalty)));
            live = [.. ranked.Where(c => !c.HasEnded).Take(options.BeamSize)];
        }

        return [.. finished.OrderByDescending(h => h.Score).Take(options.NBest)];
    }

    /// <summary>The logits of every position of a forced target: fp32 [target, vocabulary], row t after targetIds[..t].</summary>
    /// <param name="sourceIds">[source] with language and end tokens.</param>
    /// <param name="targetIds">[target] the decoder's input, the begin token first.</param>
    public NamedTensor ForcedLogits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds)
    {
        ArgumentNullException.ThrowIfNull(targetIds);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var logits = model.call(Row(sourceIds), Row(targetIds)); // [1, target, vocabulary]
        return new NamedTensor("logits", [targetIds.Count, vocabulary.Size], logits.contiguous().data<float>().ToArray());
    }

    private static Tensor Row(IReadOnlyList<int> ids) => tensor(ids.Select(id => (long)id).ToArray(), [1, ids.Count]);

    private static IEnumerable<Candidate> Continuations(Candidate hypothesis, float[] logProbabilities, ReferenceSearchOptions options)
    {
        var tokens = hypothesis.Ids.Length;
        var isLastStep = tokens + 1 == options.MaxTargetTokens;
        for (var token = 0; token < logProbabilities.Length; token++)
        {
            var isAllowed = token == VocabularyLayout.EndId ? isLastStep || tokens >= options.MinTargetTokens : !isLastStep;
            var sum = hypothesis.Sum + logProbabilities[token];
            if (isAllowed && sum > float.NegativeInfinity)
            {
                yield return new([.. hypothesis.Ids, token], sum);
            }
        }
    }

    private static ProbeHypothesis Finish(Candidate candidate, float lengthPenalty) =>
        new(candidate.Ids[..^1], candidate.Sum / MathF.Pow(candidate.Ids.Length, lengthPenalty));

    /// <summary>[vocabulary] of the token after the begin token and ids; −∞ for tokens that are never produced.</summary>
    private float[] LogProbabilities(int[] ids, Tensor encoded, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var hidden = model.Decode(Row([VocabularyLayout.BeginId, .. ids]), encoded, mask); // [1, U, d_model]
        var last = model.Logits(hidden[0, -1]); // [vocabulary]
        var values = nn.functional.log_softmax(last, 0).data<float>().ToArray();
        foreach (var never in (int[])[VocabularyLayout.PadId, VocabularyLayout.UnknownId, VocabularyLayout.BeginId])
        {
            values[never] = float.NegativeInfinity;
        }

        values.AsSpan(vocabulary.FirstLanguageId).Fill(float.NegativeInfinity);
        return values;
    }

    /// <param name="Ids">[tokens] after the begin token; the end token last where the hypothesis has ended.</param>
    /// <param name="Sum">Of the tokens' log-probabilities.</param>
    private sealed record Candidate(int[] Ids, float Sum)
    {
        public bool HasEnded => Ids is [.., VocabularyLayout.EndId];
    }
}
