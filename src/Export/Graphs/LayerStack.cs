namespace TranslationService.Export.Graphs;

/// <summary>The layers of the encoder or of the decoder: in each its attentions, in order, and the feed-forward.</summary>
/// <param name="model">The graph.</param>
/// <param name="stack">Its name in the checkpoint.</param>
/// <param name="layers">How many.</param>
internal sealed class LayerStack(ModelGraph model, string stack, int layers)
{
    /// <summary>An attention, whose nodes depend on the layout of the batch.</summary>
    /// <param name="name">Its name in the checkpoint.</param>
    /// <param name="layer">The layer that it is in.</param>
    /// <param name="x">What it reads, [row, d_model].</param>
    public delegate Projection Attention(string name, int layer, string x);

    /// <summary>From embedded tokens to the stack's output, [row, d_model].</summary>
    public string Apply(string embedded, params IReadOnlyList<(string Name, Attention Apply)> attentions) =>
        new ResidualStream(model).Apply(embedded, [.. Enumerable.Range(0, layers).SelectMany(layer => Sublayers(layer, attentions))], $"{stack}.final_norm");

    private IEnumerable<Sublayer> Sublayers(int layer, IReadOnlyList<(string Name, Attention Apply)> attentions)
    {
        var prefix = $"{stack}.layers.{layer}";
        var feedForward = $"{prefix}.feed_forward";
        return attentions
            .Select(attention => (Name: $"{prefix}.{attention.Name}", attention.Apply))
            .Select(attention => new Sublayer(attention.Name, x => attention.Apply(attention.Name, layer, x)))
            .Append(new Sublayer(feedForward, x => FeedForward.Apply(model, feedForward, x)));
    }
}
