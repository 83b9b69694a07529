namespace TranslationService.Artifacts.Architecture;

/// <summary>How a sublayer f joins the stream x that sublayers read (docs/architecture.md; arXiv 2304.14802).</summary>
public enum ResidualScheme
{
    /// <summary>x ← LN(x + f(x)); a stack returns x (arXiv 1706.03762).</summary>
    PostLN,

    /// <summary>x ← x + f(LN(x)); a stack returns LN(x) (arXiv 2002.04745).</summary>
    PreLN,

    /// <summary>h = f(x); d ← d + s·h; x ← LN(x + h), with d = s·e at the start; a stack returns x + LN(d) (arXiv 2304.14802, equation 3).</summary>
    ResiDual,
}
