using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Engine.Benchmarks.Graphs;

/// <summary>A decoder step over ragged rows, each of which keeps its cells of the cache.</summary>
internal sealed class BareStep : IDisposable
{
    private readonly BoundRun _run;
    private readonly OrtValue _positions;

    /// <param name="manifest">Of the package.</param>
    /// <param name="shape">The batch.</param>
    /// <param name="session">The decoder-step graph.</param>
    /// <param name="encoded">What the encoder wrote of sentences of one length, [S·T, W]. Read at each run, so that it must live as long as this.</param>
    public BareStep(ModelManifest manifest, BatchShape shape, InferenceSession session, OrtValue encoded)
    {
        var config = manifest.Architecture;
        var width = 2 * config.DecoderLayers * config.ModelDimension;
        _run = new BoundRun(session);
        SyntheticIds.Fill(_run.Input(RaggedGraphNames.TokenIds, TensorElementType.Int64, shape.Rows).GetTensorMutableDataAsSpan<long>(), config.VocabularySize);
        _positions = _run.Input(RaggedGraphNames.Positions, TensorElementType.Int64, shape.Rows);
        _run.Input(RaggedGraphNames.Cache, TensorElementType.Float, shape.Rows, shape.TargetTokens, width);
        BindCells(shape);
        BindSources(shape, encoded, width);
        BindOutputs(session, shape);
    }

    public void Run(int position)
    {
        _positions.GetTensorMutableDataAsSpan<long>().Fill(position);
        _run.Run();
    }

    public void Dispose() => _run.Dispose();

    // What a step gives depends on the precision; the graph says it, and only the number of rows is open.
    private void BindOutputs(InferenceSession session, BatchShape shape)
    {
        foreach (var (name, output) in session.OutputMetadata)
        {
            _run.Output(name, output.ElementDataType, [.. output.Dimensions.Select(dimension => dimension > 0 ? (long)dimension : shape.Rows)]);
        }
    }

    // Row r's tokens all stand in cell r.
    private void BindCells(BatchShape shape)
    {
        var cells = _run.Input(RaggedGraphNames.Cells, TensorElementType.Int32, shape.Rows, shape.TargetTokens).GetTensorMutableDataAsSpan<int>();
        for (var row = 0; row < shape.Rows; row++)
        {
            cells.Slice(row * shape.TargetTokens, shape.TargetTokens).Fill(row);
        }
    }

    private void BindSources(BatchShape shape, OrtValue encoded, int width)
    {
        var data = MemoryMarshal.AsBytes(encoded.GetTensorDataAsSpan<float>());
        _run.Input(RaggedGraphNames.Sources, data, shape.Sentences, shape.SourceTokens, width);
        var slots = _run.Input(RaggedGraphNames.SourceSlots, TensorElementType.Int32, shape.Rows).GetTensorMutableDataAsSpan<int>();
        for (var row = 0; row < shape.Rows; row++)
        {
            slots[row] = row / shape.BeamSize;
        }

        _run.Input(RaggedGraphNames.SourceLengths, TensorElementType.Int32, shape.Rows).GetTensorMutableDataAsSpan<int>().Fill(shape.SourceTokens);
    }
}
