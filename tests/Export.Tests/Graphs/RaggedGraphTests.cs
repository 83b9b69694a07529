using Google.Protobuf;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Onnx.Proto;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>What stands in the ragged graphs; what they compute is tested elsewhere.</summary>
public sealed class RaggedGraphTests
{
    [Theory]
    [InlineData(ResidualScheme.PostLN, "AddNorm", "", "")]
    [InlineData(ResidualScheme.PreLN, "AddNorm", "LayerNormalization", "")]
    [InlineData(ResidualScheme.ResiDual, "DualAddNorm", "", "LayerNormalization Add")]
    public void A_decoder_step_in_fp32_has_one_node_behind_each_product(ResidualScheme scheme, string join, string start, string end)
    {
        using var tiny = Tiny(scheme, Precision.Fp32);

        string[] attention = ["CrossAttention", "MatMul", join, "MatMul"];
        string[] expected =
        [
            "Embed", .. Nodes(start), "MatMul", "SelfAttention", "MatMul", join, "MatMul", .. attention, "Affine", "MatMul", join, .. Nodes(end), "FusedMatMul",
        ];
        Assert.Equal(expected, DecoderStep(tiny).Node.Select(node => node.OpType));
    }

    [Theory]
    [InlineData(ResidualScheme.PostLN, "AddNorm", "", "")]
    [InlineData(ResidualScheme.PreLN, "AddNorm", "LayerNormalization", "")]
    [InlineData(ResidualScheme.ResiDual, "DualAddNorm", "", "LayerNormalization Add")]
    public void An_encoder_in_int8_quantises_rows_where_they_are_made_if_it_can(ResidualScheme scheme, string join, string start, string end)
    {
        using var tiny = Tiny(scheme, Precision.Int8);

        string[] Quantized(string names) => names.Length == 0 ? [] : [.. Nodes(names), "QuantizeRows"];
        string[] expected =
        [
            "Embed", .. Quantized(start), "MatMulInteger", "EncoderAttention", "QuantizeRows", "MatMulInteger", join, "MatMulInteger", "Affine", "MatMulInteger", join,
            .. Quantized(end), "MatMulInteger", "Affine",
        ];
        Assert.Equal(expected, Read(tiny.Package.EncoderPath).Graph.Node.Select(node => node.OpType));
    }

    [Fact]
    public void Inputs_and_outputs_are_those_of_the_contract()
    {
        using var tiny = Tiny(ResidualScheme.ResiDual, Precision.Int8);
        var vocabulary = tiny.Package.Manifest.Architecture.VocabularySize;
        var (encoder, step) = (Read(tiny.Package.EncoderPath).Graph, DecoderStep(tiny));

        Assert.Equal(["source_ids [N]", "positions [N]", "starts [S+1]"], encoder.Input.Select(Signature));
        Assert.Equal(["sources [N, 64]"], encoder.Output.Select(Signature));
        Assert.Equal(
            ["token_ids [R]", "positions [R]", "cells [R, L]", "cache [P, C, 64]", "sources [Q, T, 64]", "source_slots [R]", "source_lengths [R]"],
            step.Input.Select(Signature));
        Assert.Equal([$"logits [R, {vocabulary}]", "logit_scales [R]", $"logit_columns [{vocabulary}]"], step.Output.Select(Signature));
    }

    [Fact]
    public void An_fp32_step_has_no_scales_of_logits()
    {
        using var tiny = Tiny(ResidualScheme.ResiDual, Precision.Fp32);

        Assert.Equal([RaggedGraphNames.Logits], DecoderStep(tiny).Output.Select(output => output.Name));
    }

    [Fact]
    public void Behind_a_ReLU_all_bytes_go_to_positive_values()
    {
        using var tiny = Tiny(ResidualScheme.ResiDual, Precision.Int8);

        var quantisers = DecoderStep(tiny).Node.Where(node => node.Attribute.Any(attribute => attribute.Name == RaggedOperators.Limit))
            .Select(node => (Attribute(node, RaggedOperators.ZeroPoint).I, Attribute(node, RaggedOperators.Limit).I));

        // Query, key and value; output; query; output; expand; contract; logits.
        Assert.Equal([(128, 127), (128, 127), (128, 127), (128, 127), (128, 127), (0, 255), (64, 63)], quantisers);
    }

    [Fact]
    public void Pre_LNs_normalisation_at_a_join_is_the_one_that_the_next_sublayer_reads()
    {
        using var tiny = Tiny(ResidualScheme.PreLN, Precision.Fp32);
        var step = DecoderStep(tiny);

        Assert.Equal("decoder.layers.0.self_attention_norm.weight", step.Node.Single(node => node.OpType == "LayerNormalization").Input[1]);
        var joins = step.Node.Where(node => node.OpType == RaggedOperators.AddNorm).ToList();
        Assert.Equal(
            ["decoder.layers.0.cross_attention_norm.weight", "decoder.layers.0.feed_forward_norm.weight", "decoder.final_norm.weight"],
            joins.Select(node => node.Input[4]));
        Assert.Equal([2, 2, 1], joins.Select(node => node.Output.Count));
    }

    [Fact]
    public void The_dual_stream_carries_its_scale()
    {
        using var tiny = TinyPackage.Create(OneLayer(ResidualScheme.ResiDual) with { DualStreamScale = 0.25f }, layout: GraphLayout.Ragged);
        var step = DecoderStep(tiny);

        Assert.All(step.Node.Where(node => node.OpType == RaggedOperators.DualAddNorm), node =>
            Assert.Equal((0.25f, 1e-5f), (Attribute(node, RaggedOperators.DualScale).F, Attribute(node, RaggedOperators.Epsilon).F)));
        Assert.Single(step.Node, node => node.OpType == "Mul"); // s · e
        Assert.Equal(1e-7f, Attribute(step.Node.Single(node => node.OpType == "LayerNormalization"), RaggedOperators.Epsilon).F);
    }

    [Theory]
    [InlineData(GraphLayout.Ragged, true)]
    [InlineData(GraphLayout.Padded, false)]
    public void Only_ragged_graphs_ask_for_this_services_operators(GraphLayout layout, bool isAsked)
    {
        using var tiny = TinyPackage.Create(OneLayer(ResidualScheme.ResiDual), layout: layout);

        Assert.Equal(layout, tiny.Package.Manifest.Layout);
        Assert.All([tiny.Package.EncoderPath, tiny.Package.DecoderStepPath], path => Assert.Equal(
            isAsked ? RaggedOperators.Version : (long?)null, Read(path).OpsetImport.SingleOrDefault(opset => opset.Domain == RaggedOperators.Domain)?.Version));
    }

    private static TransformerConfig OneLayer(ResidualScheme scheme) => TinyCheckpoint.Config(scheme) with { EncoderLayers = 1, DecoderLayers = 1 };

    private static TinyPackage Tiny(ResidualScheme scheme, Precision precision) => TinyPackage.Create(OneLayer(scheme), precision, layout: GraphLayout.Ragged);

    private static GraphProto DecoderStep(TinyPackage tiny) => Read(tiny.Package.DecoderStepPath).Graph;

    private static ModelProto Read(string path)
    {
        using var stream = File.OpenRead(path);
        return ModelProto.Parser.ParseFrom(stream);
    }

    private static string[] Nodes(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static AttributeProto Attribute(NodeProto node, string name) => node.Attribute.Single(attribute => attribute.Name == name);

    private static string Signature(ValueInfoProto value) =>
        $"{value.Name} [{string.Join(", ", value.Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? $"{d.DimValue}" : d.DimParam))}]";
}
