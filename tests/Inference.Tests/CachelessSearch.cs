using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Tests;

/// <summary>A beam search by the definition that runs every prefix of every hypothesis through the graphs from the start.</summary>
internal static class CachelessSearch
{
    public static IReadOnlyList<Hypothesis> Search(SentenceDecoder decoder, VocabularyLayout vocabulary, SentenceRequest request)
    {
        var (options, max) = (request.Options, request.MaxTargetTokens);
        var live = new List<(int[] Ids, float Sum)> { ([], 0f) };
        var finished = new List<Hypothesis>();
        for (var length = 0; length < max && finished.Count < options.BeamSize; length++)
        {
            var best = live
                .SelectMany((h, index) => Continuations(decoder, vocabulary, request, h).Select(c => (c.Token, c.Sum, h.Ids, Index: index)))
                .OrderByDescending(c => c.Sum).ThenBy(c => c.Index).ThenBy(c => c.Token)
                .Take(2 * options.BeamSize)
                .ToList();
            finished.AddRange(best.Take(options.BeamSize)
                .Where(c => c.Token == VocabularyLayout.EndId)
                .Select(c => new Hypothesis(c.Ids, c.Sum / MathF.Pow(length + 1, options.LengthPenalty))));
            live = [.. best.Where(c => c.Token != VocabularyLayout.EndId).Take(options.BeamSize).Select(c => ((int[])[.. c.Ids, c.Token], c.Sum))];
        }

        return [.. finished.OrderByDescending(h => h.Score).Take(options.NBest)];
    }

    private static IEnumerable<(int Token, float Sum)> Continuations(
        SentenceDecoder decoder, VocabularyLayout vocabulary, SentenceRequest request, (int[] Ids, float Sum) hypothesis)
    {
        var logits = decoder.Logits(request.SourceIds, [VocabularyLayout.BeginId, .. hypothesis.Ids])[^1];
        var logSum = Math.Log(logits.Sum(x => Math.Exp(x)));
        var (length, max) = (hypothesis.Ids.Length, request.MaxTargetTokens);
        for (var token = VocabularyLayout.EndId; token < vocabulary.FirstLanguageId; token++)
        {
            var allowed = length + 1 == max ? token == VocabularyLayout.EndId
                : token != VocabularyLayout.EndId || length >= request.Options.MinTargetTokens;
            if (allowed)
            {
                yield return (token, hypothesis.Sum + (float)(logits[token] - logSum));
            }
        }
    }
}
