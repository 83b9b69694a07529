using System.Diagnostics;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Graphs.Device;
using TranslationService.Export.Graphs.Padded;
using TranslationService.Export.Graphs.Ragged;
using TranslationService.Export.Onnx;
using TranslationService.Export.Onnx.Proto;

namespace TranslationService.Export.Graphs;

/// <summary>A package's two graphs, written in its precision and layout.</summary>
internal static class GraphPair
{
    /// <summary>The encoder.</summary>
    public static ModelProto Encoder(ModelWeights weights, Precision precision, GraphLayout layout) =>
        Build("encoder", weights, (precision, layout), layout == GraphLayout.Ragged ? RaggedEncoder.Add : PaddedEncoder.Add);

    /// <summary>The decoder step.</summary>
    public static ModelProto DecoderStep(ModelWeights weights, Precision precision, GraphLayout layout, VocabularyLayout vocabulary) =>
        Build("decoder_step", weights, (precision, layout), layout == GraphLayout.Ragged ? RaggedDecoderStep.Add : model =>
        {
            PaddedDecoderStep.Add(model);
            CandidateTail.Add(model.Nodes, model.Products.Values, vocabulary);
        });

    private static ModelProto Build(string name, ModelWeights weights, (Precision Precision, GraphLayout Layout) kind, Action<ModelGraph> add)
    {
        var graph = new GraphBuilder(name);
        IProducts products = kind switch
        {
            (Precision.Fp32, GraphLayout.Ragged) => new MatMulProducts(graph, weights),
            (Precision.Int8, GraphLayout.Ragged) => new RowScaledProducts(graph, weights),
            (Precision.Fp32, GraphLayout.Padded) => new GemmProducts(graph, weights, ElementType.Float),
            (Precision.Fp16, GraphLayout.Padded) => new GemmProducts(graph, weights, ElementType.Float16),
            _ => throw new UnreachableException(),
        };
        IEpilogues epilogues = kind.Layout == GraphLayout.Ragged ? new FusedEpilogues(graph) : new StandardEpilogues(graph, products.Values);
        add(new ModelGraph(graph, weights, products, epilogues));
        var built = graph.Build();
        QuantizeFusion.Apply(built.Graph);
        return built;
    }
}
