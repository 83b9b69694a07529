using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>How a precision writes the large matrices of a graph and the products with them. Rows stand in 2-D tensors [row, width].</summary>
internal interface IProducts
{
    /// <summary>The type of every value between the products: fp32 or fp16.</summary>
    ElementType Values { get; }

    /// <summary>x [row, in] to x·W + b [row, out].</summary>
    Projection Linear(string x, LinearWeights weights);

    /// <summary>E.</summary>
    EmbeddingTable Embedding { get; }

    /// <summary>x [row, d_model] to x·Eᵀ [row, vocabulary], as the value <paramref name="output"/>.</summary>
    Projection Logits(string x, string output);
}
