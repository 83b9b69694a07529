using System.Diagnostics;
using TranslationService.Artifacts.Architecture;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>The residual stream of one stack, [row, d_model]: the only place where the three schemes differ (<see cref="ResidualScheme"/>).</summary>
internal sealed class ResidualStream(ModelGraph model)
{
    // In fp16 the dual stream is kept 16 times smaller than the checkpoint says, lest a deep sum leaves fp16's range. With ε 256 times
    // smaller, LN(d/16) is LN(d) exactly.
    private const float HalfPrecisionShrink = 1f / 16f;

    private TransformerConfig Config => model.Config;

    /// <summary>Sends embedded tokens through the sublayers: what the stack returns.</summary>
    /// <param name="embedded">[row, d_model].</param>
    /// <param name="sublayers">In order, at least one.</param>
    /// <param name="finalNorm">The name of the stack's own normalisation; Post-LN has none.</param>
    public string Apply(string embedded, IReadOnlyList<Sublayer> sublayers, string finalNorm) => Config.Scheme switch
    {
        ResidualScheme.PostLN => PostLN(embedded, sublayers),
        ResidualScheme.PreLN => PreLN(embedded, sublayers, finalNorm),
        ResidualScheme.ResiDual => ResiDual(embedded, sublayers, finalNorm),
        _ => throw new UnreachableException(),
    };

    private string PostLN(string x, IReadOnlyList<Sublayer> sublayers)
    {
        foreach (var sublayer in sublayers)
        {
            x = model.Epilogues.AddNorm(x, sublayer.Apply(x), Norm(sublayer));
        }

        return x;
    }

    // What joins the stream is normalised at once for whoever reads it next: the following sublayer, or the end of the stack.
    private string PreLN(string x, IReadOnlyList<Sublayer> sublayers, string finalNorm)
    {
        var normed = Norm(sublayers[0]).Apply(model.Nodes, x);
        for (var i = 0; i < sublayers.Count - 1; i++)
        {
            (normed, x) = model.Epilogues.SumAndNorm(x, sublayers[i].Apply(normed), Norm(sublayers[i + 1]));
        }

        return model.Epilogues.AddNorm(x, sublayers[^1].Apply(normed), model.Norm(finalNorm, Config.FinalNormEpsilon));
    }

    private string ResiDual(string x, IReadOnlyList<Sublayer> sublayers, string finalNorm)
    {
        var isShrunk = model.Products.Values == ElementType.Float16;
        var scale = isShrunk ? Config.DualStreamScale * HalfPrecisionShrink : Config.DualStreamScale;
        var epsilon = isShrunk ? Config.FinalNormEpsilon * HalfPrecisionShrink * HalfPrecisionShrink : Config.FinalNormEpsilon;
        var dual = scale == 1f ? x : model.Nodes.Node("Mul", [x, model.Nodes.Scalar(model.Products.Values, scale)]);
        foreach (var sublayer in sublayers)
        {
            (x, dual) = model.Epilogues.DualAddNorm(x, sublayer.Apply(x), Norm(sublayer), dual, scale);
        }

        return model.Nodes.Node("Add", [x, model.Norm(finalNorm, epsilon).Apply(model.Nodes, dual)]);
    }

    private NormWeights Norm(Sublayer sublayer) => model.Norm($"{sublayer.Name}_norm", Config.LayerNormEpsilon);
}
