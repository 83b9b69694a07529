namespace TranslationService.Artifacts.Packages;

/// <summary>
/// What a package of the layout <see cref="GraphLayout.Padded"/> has beyond <see cref="GraphNames"/>, so that between two steps only a few numbers a row cross between
/// host and device: candidates chosen in the decoder step, and two small graphs that move what stands on the device. R = decoder rows; K = candidates a row;
/// float is the graphs' type, fp32 or fp16.
/// </summary>
public static class DeviceGraphNames
{
    /// <summary>Decoder step, int64 [1], read on the host: K, 1 to the vocabulary.</summary>
    public const string CandidateCount = "candidate_count";

    /// <summary>
    /// Decoder step's output, fp32 [R, K]: log-probabilities of the likeliest tokens, best first, over the whole vocabulary. Padding, unknown, begin and language tokens
    /// are −∞ and the others are not renormalised; an end that may not come yet is left to the reader to pass over.
    /// </summary>
    public const string CandidateLogProbabilities = "candidate_log_probabilities";

    /// <summary>Decoder step's output, int64 [R, K]: their tokens.</summary>
    public const string CandidateTokens = "candidate_tokens";

    /// <summary>Decoder step's output, fp32 [R]: the end token's log-probability, for rows in which nothing else fits any more.</summary>
    public const string EndLogProbability = "end_log_probability";

    /// <summary>Reorder, int64 [M]: lines to read.</summary>
    public const string From = "from";

    /// <summary>Reorder, int64 [M]: where each is written. A pair may stand there twice.</summary>
    public const string To = "to";

    /// <summary>Transfer, int64 [N]: copied to the output <c>longs_copy</c>.</summary>
    public const string Longs = "longs";

    /// <summary>Transfer, int32 [N].</summary>
    public const string Integers = "integers";

    /// <summary>Transfer, float [N].</summary>
    public const string Values = "values";

    /// <summary>Transfer, fp32 [N].</summary>
    public const string Singles = "singles";

    /// <summary>Reorder, float [lines, width], 2 × decoder layers of them: what is read.</summary>
    public static string Source(int tensor) => $"source_{tensor}";

    /// <summary>Reorder, float [lines, width]: what is written. It may be the memory of <see cref="Source"/>: all lines are read before one is written.</summary>
    public static string Destination(int tensor) => $"destination_{tensor}";

    /// <summary>Reorder's output, float: the destination with the lines written. <b>Bind it to the memory of <see cref="Destination"/></b>; nothing else is copied then.</summary>
    public static string Moved(int tensor) => $"moved_{tensor}";

    /// <summary>Transfer's output for an input of that name.</summary>
    public static string Copy(string input) => $"{input}_copy";
}
