using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.EncoderAttention"/>.</summary>
internal sealed unsafe class EncoderAttention(int heads) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.EncoderAttention,
        [
            .. LinearRows.Inputs, new("starts", ElementType.Int32), LinearRows.Columns,
        ],
        [new("context", ElementType.Float)],
        attributes => new EncoderAttention(HeadCount.Of(attributes)));

    public void Compute(KernelContext context)
    {
        var linear = new LinearRows(context);
        var (tokens, width) = (linear.Rows, linear.Width / 3);
        HeadCount.Check(3 * heads, linear.Width);
        var startsTensor = context.Input(3, rank: 1);
        var starts = new ReadOnlySpan<int>(startsTensor.Data, checked((int)startsTensor[0]));
        var longest = LongestSentence(starts, tokens);
        var output = (float*)context.Output(0, tokens, width);
        var scratch = new AttentionScratch(longest, Math.Max(2, heads), furtherBytes: longest * 2 * width * sizeof(float));
        for (var sentence = 0; sentence < starts.Length - 1; sentence++)
        {
            Attend(linear, starts[sentence], starts[sentence + 1], output, scratch);
        }
    }

    private static int LongestSentence(ReadOnlySpan<int> starts, long tokens)
    {
        if (starts.IsEmpty || starts[0] != 0 || starts[^1] != tokens)
        {
            throw new OperatorException($"the sentences must start at 0 and end at {tokens}, the number of tokens");
        }

        var longest = 0;
        for (var i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                throw new OperatorException($"sentence {i - 1} ends at {starts[i]}, before its start {starts[i - 1]}");
            }

            longest = Math.Max(longest, starts[i] - starts[i - 1]);
        }

        return longest;
    }

    private void Attend(LinearRows linear, int start, int end, float* output, AttentionScratch scratch)
    {
        var width = linear.Width / 3;
        var count = end - start;
        for (var t = 0; t < count; t++)
        {
            var token = (float*)scratch.Further + (t * 2 * width);
            scratch.Tokens(0)[t] = token;
            scratch.Tokens(1)[t] = token;
            linear.Write(start + t, width, 2 * width, token);
        }

        for (var t = start; t < end; t++)
        {
            linear.Write(t, 0, width, output + (t * width));
        }

        if (AttentionPairs.Fit(heads, width))
        {
            new AttentionPairs(heads, width).Attend((float*)scratch.Further, (count, 2 * width), output + (start * width), count, scratch);
            return;
        }

        var attention = new AttentionHeads(heads, width, width);
        for (var t = start; t < end; t++)
        {
            attention.Attend(output + (t * width), t, count, scratch, output + (t * width));
        }
    }
}
