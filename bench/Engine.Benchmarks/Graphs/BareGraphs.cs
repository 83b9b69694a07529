using Microsoft.ML.OnnxRuntime.Tensors;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Engine.Benchmarks.Graphs;

/// <summary>
/// A package's two graphs, of the layout <see cref="GraphLayout.Ragged"/>, with all inputs and outputs bound and nothing around them: no queue, no search, no
/// scan of the scores. A translation cannot take less than they take.
/// </summary>
internal sealed class BareGraphs : IDisposable
{
    private readonly BoundRun _encoder;
    private readonly BareStep _first;
    private readonly BareStep _step;

    /// <param name="manifest">Of the package.</param>
    /// <param name="shape">The batch.</param>
    /// <param name="sessions">The package's graphs, loaded; stay the caller's.</param>
    public BareGraphs(ModelManifest manifest, BatchShape shape, GraphSessions sessions)
    {
        var config = manifest.Architecture;
        var tokens = shape.Sentences * shape.SourceTokens;
        _encoder = new BoundRun(sessions.Encoder);
        SyntheticIds.Fill(_encoder.Input(RaggedGraphNames.SourceIds, TensorElementType.Int64, tokens).GetTensorMutableDataAsSpan<long>(), config.VocabularySize);
        var positions = _encoder.Input(RaggedGraphNames.Positions, TensorElementType.Int64, tokens).GetTensorMutableDataAsSpan<long>();
        for (var i = 0; i < tokens; i++)
        {
            positions[i] = i % shape.SourceTokens;
        }

        var starts = _encoder.Input(RaggedGraphNames.Starts, TensorElementType.Int32, shape.Sentences + 1).GetTensorMutableDataAsSpan<int>();
        for (var i = 0; i <= shape.Sentences; i++)
        {
            starts[i] = i * shape.SourceTokens;
        }

        // What the encoder writes, [S·T, W], is read as [S, T, W]: sentences of one length need no copy to their places.
        var width = 2 * config.DecoderLayers * config.ModelDimension;
        var sources = _encoder.Output(RaggedGraphNames.Sources, TensorElementType.Float, tokens, width);
        _first = new BareStep(manifest, shape with { BeamSize = 1 }, sessions.DecoderStep, sources);
        _step = new BareStep(manifest, shape, sessions.DecoderStep, sources);
    }

    /// <summary>Runs the encoder over every sentence.</summary>
    public void Encode() => _encoder.Run();

    /// <summary>Runs the step at position 0, where each sentence has one row, since its hypotheses are all one yet.</summary>
    public void FirstStep() => _first.Run(0);

    /// <summary>Runs a step in which every row stands at that position.</summary>
    public void Step(int position) => _step.Run(position);

    public void Dispose()
    {
        _first.Dispose();
        _step.Dispose();
        _encoder.Dispose();
    }
}
