namespace TranslationService.Model;

/// <summary>Probabilities of dropping an activation while training; each at least 0 and below 1, and 0 drops nothing.</summary>
public sealed record DropoutConfig
{
    /// <summary>Of the embeddings and of every sublayer's output h. Default 0.1.</summary>
    public double Residual { get; init; } = 0.1;

    /// <summary>Of the attention weights. Default 0.</summary>
    public double Attention { get; init; }

    /// <summary>Of the feed-forward's inner activations. Default 0.</summary>
    public double Activation { get; init; }

    /// <summary>No dropout.</summary>
    public static DropoutConfig None { get; } = new() { Residual = 0 };

    /// <summary>Every value that is out of bounds, in words that name it; empty when all are sound.</summary>
    public IEnumerable<string> Problems() =>
        new (string Name, double Value)[] { ("residual", Residual), ("attention", Attention), ("activation", Activation) }
            .Where(p => p.Value is not (>= 0 and < 1))
            .Select(p => $"dropout.{p.Name} is {p.Value}; it must be at least 0 and below 1");
}
