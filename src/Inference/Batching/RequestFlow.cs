namespace TranslationService.Inference.Batching;

/// <summary>What the sentences of one request have in common.</summary>
internal sealed class RequestFlow
{
    /// <summary>How many of them wait; the queue counts them.</summary>
    public int Waiting { get; set; }
}
