namespace TranslationService.Export.Graphs;

/// <summary>relu(x·W₁ + b₁)·W₂ + b₂, row by row.</summary>
internal static class FeedForward
{
    public static Projection Apply(ModelGraph model, string sublayer, string x)
    {
        var inner = model.Epilogues.Relu(model.Products.Linear(x, model.Weights.Linear($"{sublayer}.expand"))); // [row, FFN]
        return model.Products.Linear(inner, model.Weights.Linear($"{sublayer}.contract") with { IsInputNonNegative = true });
    }
}
