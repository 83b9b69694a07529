using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests.Decoding;

/// <summary>The definition of the beam search, word for word, with lists and sorting; the oracle.</summary>
internal static class PlainBeamSearch
{
    public static List<Hypothesis> Search(FakeModel model, DecodingOptions options, int maxTargetTokens, int firstLanguageId)
    {
        var live = new List<(List<int> Ids, float Sum)> { ([], 0f) };
        var finished = new List<Hypothesis>();
        for (var length = 0; length < maxTargetTokens && finished.Count < options.BeamSize && live.Count > 0; length++)
        {
            var candidates = new List<(float Sum, int Index)>();
            for (var h = 0; h < live.Count; h++)
            {
                var scores = model.LogProbabilities(live[h].Ids);
                for (var token = 0; token < scores.Length; token++)
                {
                    if (IsAllowed(token, length, options, maxTargetTokens, firstLanguageId))
                    {
                        candidates.Add((live[h].Sum + scores[token], (h * model.VocabularySize) + token));
                    }
                }
            }

            var best = candidates.OrderByDescending(c => c.Sum).ThenBy(c => c.Index).Take(2 * options.BeamSize).ToList();
            var next = new List<(List<int> Ids, float Sum)>();
            for (var rank = 0; rank < best.Count; rank++)
            {
                var (ids, token) = (live[best[rank].Index / model.VocabularySize].Ids, best[rank].Index % model.VocabularySize);
                if (token == VocabularyLayout.EndId)
                {
                    if (rank < options.BeamSize)
                    {
                        finished.Add(new Hypothesis(ids, best[rank].Sum / MathF.Pow(length + 1, options.LengthPenalty)));
                    }
                }
                else if (next.Count < options.BeamSize)
                {
                    next.Add(([.. ids, token], best[rank].Sum));
                }
            }

            live = next;
        }

        return [.. finished.OrderByDescending(h => h.Score).Take(options.NBest)];
    }

    private static bool IsAllowed(int token, int length, DecodingOptions options, int maxTargetTokens, int firstLanguageId)
    {
        if (length + 1 == maxTargetTokens)
        {
            return token == VocabularyLayout.EndId;
        }

        return token is not (VocabularyLayout.PadId or VocabularyLayout.UnknownId or VocabularyLayout.BeginId)
            && token < firstLanguageId
            && (token != VocabularyLayout.EndId || length >= options.MinTargetTokens);
    }
}
