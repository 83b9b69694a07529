namespace TranslationService.Export.Graphs;

/// <summary>What follows a product, row by row: its bias and the cheap arithmetic that reads it. Every value is [row, width].</summary>
internal interface IEpilogues
{
    /// <summary>max(h, 0).</summary>
    string Relu(Projection h);

    /// <summary>LN(x + h).</summary>
    string AddNorm(string x, Projection h, NormWeights norm);

    /// <summary>LN(x + h) and x + h.</summary>
    (string Normed, string Sum) SumAndNorm(string x, Projection h, NormWeights norm);

    /// <summary>LN(x + h) and dual + s·h.</summary>
    (string Normed, string Dual) DualAddNorm(string x, Projection h, NormWeights norm, string dual, float dualScale);
}
