using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Sessions;

/// <summary>What each graph of a package must look like (docs/model-package.md), by its manifest.</summary>
internal static class GraphContracts
{
    private const TensorElementType Int64 = TensorElementType.Int64;
    private const TensorElementType Int32 = TensorElementType.Int32;
    private const TensorElementType Fp32 = TensorElementType.Float;
    private const int Any = -1;

    public static GraphContract Of(ModelManifest manifest, GraphRole role) => (manifest.Layout, role) switch
    {
        (GraphLayout.Ragged, GraphRole.Encoder) => RaggedEncoder(manifest.Architecture),
        (GraphLayout.Ragged, _) => RaggedStep(manifest),
        (_, GraphRole.Encoder) => PaddedEncoder(manifest),
        (_, GraphRole.DecoderStep) => PaddedStep(manifest),
        (_, GraphRole.Reorder) => Reorder(manifest),
        _ => Transfer(manifest),
    };

    private static GraphContract RaggedEncoder(TransformerConfig architecture) => new(
        [new(RaggedGraphNames.SourceIds, Int64, Any), new(RaggedGraphNames.Positions, Int64, Any), new(RaggedGraphNames.Starts, Int32, Any)],
        [new(RaggedGraphNames.Sources, Fp32, Any, CachedWidth(architecture))]);

    private static GraphContract RaggedStep(ModelManifest manifest)
    {
        var width = CachedWidth(manifest.Architecture);
        var vocabulary = manifest.Architecture.VocabularySize;
        return new GraphContract(
            [
                new(RaggedGraphNames.TokenIds, Int64, Any), new(RaggedGraphNames.Positions, Int64, Any), new(RaggedGraphNames.Cells, Int32, Any, Any),
                new(RaggedGraphNames.Cache, Fp32, Any, Any, width), new(RaggedGraphNames.Sources, Fp32, Any, Any, width),
                new(RaggedGraphNames.SourceSlots, Int32, Any), new(RaggedGraphNames.SourceLengths, Int32, Any),
            ],
            manifest.Precision == Precision.Int8
                ? [
                    new(RaggedGraphNames.Logits, Int32, Any, vocabulary), new(RaggedGraphNames.LogitScales, Fp32, Any),
                    new(RaggedGraphNames.LogitColumns, Fp32, vocabulary),
                ]
                : [new(RaggedGraphNames.Logits, Fp32, Any, vocabulary)]);
    }

    private static GraphContract PaddedEncoder(ModelManifest manifest) => new(
        [new(GraphNames.SourceIds, Int64, Any, Any), new(GraphNames.SourceMask, FloatOf(manifest), Any, 1, 1, Any)],
        Heads(manifest, GraphNames.CrossKey, GraphNames.CrossValue));

    private static GraphContract PaddedStep(ModelManifest manifest) => new(
        [
            new(GraphNames.TokenIds, Int64, Any), new(GraphNames.Positions, Int64, Any), new(GraphNames.PastLengths, Int32, Any), new(GraphNames.TotalLength, Int32, 1),
            new(GraphNames.SourceMask, FloatOf(manifest), Any, 1, 1, Any), new(DeviceGraphNames.CandidateCount, Int64, 1),
            .. Heads(manifest, GraphNames.CrossKey, GraphNames.CrossValue), .. Heads(manifest, GraphNames.PastKey, GraphNames.PastValue),
        ],
        [
            new(GraphNames.Logits, FloatOf(manifest), Any, manifest.Architecture.VocabularySize),
            new(DeviceGraphNames.CandidateLogProbabilities, Fp32, Any, Any), new(DeviceGraphNames.CandidateTokens, Int64, Any, Any),
            new(DeviceGraphNames.EndLogProbability, Fp32, Any), .. Heads(manifest, GraphNames.PresentKey, GraphNames.PresentValue),
        ]);

    private static GraphContract Reorder(ModelManifest manifest)
    {
        var tensors = Enumerable.Range(0, 2 * manifest.Architecture.DecoderLayers);
        GraphPort Lines(string name) => new(name, FloatOf(manifest), Any, Any);
        return new GraphContract(
            [
                new(DeviceGraphNames.From, Int64, Any), new(DeviceGraphNames.To, Int64, Any),
                .. tensors.Select(tensor => Lines(DeviceGraphNames.Source(tensor))), .. tensors.Select(tensor => Lines(DeviceGraphNames.Destination(tensor))),
            ],
            [.. tensors.Select(tensor => Lines(DeviceGraphNames.Moved(tensor)))]);
    }

    private static GraphContract Transfer(ModelManifest manifest)
    {
        GraphPort[] inputs =
        [
            new(DeviceGraphNames.Longs, Int64, Any), new(DeviceGraphNames.Integers, Int32, Any), new(DeviceGraphNames.Values, FloatOf(manifest), Any),
            new(DeviceGraphNames.Singles, Fp32, Any),
        ];
        return new GraphContract(inputs, [.. inputs.Select(input => input with { Name = DeviceGraphNames.Copy(input.Name) })]);
    }

    // [rows, head, position, head width], for each decoder layer
    private static IEnumerable<GraphPort> HeadsOf(ModelManifest manifest, Func<int, string> name)
    {
        var architecture = manifest.Architecture;
        return Enumerable.Range(0, architecture.DecoderLayers).Select(layer => new GraphPort(
            name(layer), FloatOf(manifest), Any, architecture.AttentionHeads, Any, architecture.ModelDimension / architecture.AttentionHeads));
    }

    private static GraphPort[] Heads(ModelManifest manifest, Func<int, string> key, Func<int, string> value) =>
        [.. HeadsOf(manifest, key), .. HeadsOf(manifest, value)];

    private static int CachedWidth(TransformerConfig architecture) => 2 * architecture.DecoderLayers * architecture.ModelDimension;

    private static TensorElementType FloatOf(ModelManifest manifest) => manifest.Precision == Precision.Fp16 ? TensorElementType.Float16 : Fp32;
}
