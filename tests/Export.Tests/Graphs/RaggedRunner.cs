using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>For ragged graphs. Lengths and numbers of hypotheses may differ; a hypothesis that has ended leaves the batch.</summary>
internal sealed class RaggedRunner : IGraphRunner
{
    private readonly ModelPackage _package;
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1 };
    private readonly RunOptions _run = new();
    private readonly InferenceSession _encoder;
    private readonly InferenceSession _decoder;

    public RaggedRunner(ModelPackage package)
    {
        _package = package;
        CustomOperators.Register(_options);
        _encoder = new InferenceSession(package.EncoderPath, _options);
        _decoder = new InferenceSession(package.DecoderStepPath, _options);
    }

    private int Vocabulary => _package.Manifest.Architecture.VocabularySize;

    private int Width => 2 * _package.Manifest.Architecture.DecoderLayers * _package.Manifest.Architecture.ModelDimension;

    public float[][][][] Logits(IReadOnlyList<ForcedSentence> sentences) => Logits(sentences, capacity: 32, spare: 0);

    /// <param name="sentences">The batch.</param>
    /// <param name="capacity">C, the positions of the cache.</param>
    /// <param name="spare">So many places and tokens of sources, and cells of the cache, are there beyond what the batch needs.</param>
    public float[][][][] Logits(IReadOnlyList<ForcedSentence> sentences, int capacity, int spare)
    {
        var (places, room) = (sentences.Count + spare, sentences.Max(s => s.Source.Length) + spare);
        using var sources = Tensor(Encode(sentences, places, room), places, room, Width);
        var rows = sentences.SelectMany((s, slot) => s.Targets.Select(target => new Row(target, slot, s.Source.Length, []))).ToList();
        var cells = rows.Count + spare;
        using var cache = Tensor(new float[cells * capacity * Width], cells, capacity, Width);
        for (var position = 0; position < rows.Max(row => row.Target.Length); position++)
        {
            Step(rows, position, cells, (cache, sources));
        }

        var next = 0;
        return [.. sentences.Select(s => s.Targets.Select(_ => rows[next++].Logits.ToArray()).ToArray())];
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        _options.Dispose();
        _run.Dispose();
    }

    // [places, room, width]: sentence by sentence from each place's first token on.
    private float[] Encode(IReadOnlyList<ForcedSentence> sentences, int places, int room)
    {
        int[] starts = [0, .. sentences.Select((_, s) => sentences.Take(s + 1).Sum(sentence => sentence.Source.Length))];
        using var ids = Tensor(sentences.SelectMany(s => s.Source.Select(id => (long)id)).ToArray(), starts[^1]);
        using var positions = Tensor(sentences.SelectMany(s => Enumerable.Range(0, s.Source.Length).Select(t => (long)t)).ToArray(), starts[^1]);
        using var sentenceStarts = Tensor(starts, starts.Length);
        using var outputs = _encoder.Run(
            _run,
            [RaggedGraphNames.SourceIds, RaggedGraphNames.Positions, RaggedGraphNames.Starts],
            [ids, positions, sentenceStarts],
            [RaggedGraphNames.Sources]);
        var encoded = outputs[0].GetTensorDataAsSpan<float>();
        var sources = new float[places * room * Width];
        for (var s = 0; s < sentences.Count; s++)
        {
            encoded[(starts[s] * Width)..(starts[s + 1] * Width)].CopyTo(sources.AsSpan(s * room * Width));
        }

        return sources;
    }

    private void Step(IReadOnlyList<Row> rows, int position, int cells, (OrtValue Cache, OrtValue Sources) memory)
    {
        var running = rows.Index().Where(row => position < row.Item.Target.Length).ToList();
        using var tokens = Tensor(running.Select(row => (long)row.Item.Target[position]).ToArray(), running.Count);
        using var positions = Tensor(running.Select(_ => (long)position).ToArray(), running.Count);
        using var slots = Tensor(running.Select(row => row.Item.Slot).ToArray(), running.Count);
        using var lengths = Tensor(running.Select(row => row.Item.SourceLength).ToArray(), running.Count);

        // A token stands in another line of the cache than the one before it.
        using var cellTable = Tensor(
            running.SelectMany(row => Enumerable.Range(0, position + 1).Select(t => (row.Index + t) % cells)).ToArray(), running.Count, position + 1);
        var outputNames = _decoder.OutputNames.ToArray();
        using var outputs = _decoder.Run(
            _run,
            [
                RaggedGraphNames.TokenIds, RaggedGraphNames.Positions, RaggedGraphNames.Cells, RaggedGraphNames.Cache, RaggedGraphNames.Sources,
                RaggedGraphNames.SourceSlots, RaggedGraphNames.SourceLengths,
            ],
            [tokens, positions, cellTable, memory.Cache, memory.Sources, slots, lengths],
            outputNames);
        var logits = Logits(outputNames.Zip(outputs).ToDictionary(output => output.First, output => output.Second));
        foreach (var (row, values) in running.Zip(logits.Chunk(Vocabulary)))
        {
            row.Item.Logits.Add(values);
        }
    }

    // [row, vocabulary]
    private float[] Logits(Dictionary<string, OrtValue> outputs)
    {
        var logits = outputs[RaggedGraphNames.Logits];
        if (!outputs.TryGetValue(RaggedGraphNames.LogitScales, out var scales))
        {
            return logits.GetTensorDataAsSpan<float>().ToArray();
        }

        var (rows, columns) = (scales.GetTensorDataAsSpan<float>().ToArray(), outputs[RaggedGraphNames.LogitColumns].GetTensorDataAsSpan<float>().ToArray());
        return [.. logits.GetTensorDataAsSpan<int>().ToArray().Select((logit, i) => logit * rows[i / Vocabulary] * columns[i % Vocabulary])];
    }

    private static OrtValue Tensor<T>(T[] values, params long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(values, shape);

    private sealed record Row(int[] Target, int Slot, int SourceLength, List<float[]> Logits);
}
