using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary>Attention of several rows to the same tokens, two rows at a time: the bits of <see cref="AttentionHeads"/> in 0.5 (encoder, 256 tokens) to 0.75 (beams of 5) of its time.</summary>
/// <param name="heads">H.</param>
/// <param name="width">d_model = H·E; a token's value stands so far behind its key.</param>
internal readonly struct AttentionPairs(int heads, long width)
{
    private readonly AttentionHeads _attention = new(heads, width, width);

    /// <summary>Whether heads of that width can be attended with in this way.</summary>
    public static bool Fit(int heads, long width) => width / heads % Lanes.Count == 0;

    /// <param name="tokens">The first token's key.</param>
    /// <param name="count">How many tokens, and the floats from one to the next.</param>
    /// <param name="rows">[rows, d] the rows' queries, which become their contexts.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="scratch">Room for the tokens and two heads.</param>
    public unsafe void Attend(float* tokens, (int Tokens, long Stride) count, float* rows, int rowCount, AttentionScratch scratch)
    {
        var scores = new SentenceHead.Pair(scratch.Scores(0), scratch.Scores(1));
        for (var head = 0; head < heads; head++)
        {
            var offset = head * (width / heads);
            var sentence = new SentenceHead(tokens + offset, tokens + width + offset, count.Stride, width / heads);
            for (var row = 0; row < rowCount; row += 2)
            {
                // An odd last row goes twice: both times it is read before it is written.
                var first = rows + (row * width) + offset;
                var pair = new SentenceHead.Pair(first, row + 1 < rowCount ? first + width : first);
                sentence.Score(pair, count.Tokens, scores);
                var totals = (_attention.Weigh(scores.First, count.Tokens), _attention.Weigh(scores.Second, count.Tokens));
                sentence.Mix(scores, totals, count.Tokens, pair);
            }
        }
    }
}
