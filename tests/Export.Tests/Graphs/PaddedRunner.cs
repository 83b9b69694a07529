using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>For padded graphs. All sentences have as many hypotheses.</summary>
internal sealed class PaddedRunner : IGraphRunner
{
    private readonly ModelPackage _package;
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1 };
    private readonly InferenceSession _encoder;
    private readonly InferenceSession _decoder;

    public PaddedRunner(ModelPackage package)
    {
        _package = package;
        _encoder = new InferenceSession(package.EncoderPath, _options);
        _decoder = new InferenceSession(package.DecoderStepPath, _options);
    }

    private bool IsHalf => _package.Manifest.Precision == Precision.Fp16;

    public float[][][][] Logits(IReadOnlyList<ForcedSentence> sentences) => Logits(sentences, padTo: 0);

    /// <param name="sentences">The batch.</param>
    /// <param name="padTo">The padded source length; 0 is the longest source.</param>
    /// <param name="capacity">The cache's capacity.</param>
    public float[][][][] Logits(IReadOnlyList<ForcedSentence> sentences, int padTo, int capacity = 32)
    {
        var encoded = Encode(sentences, padTo);
        var rows = sentences.SelectMany(s => s.Targets).ToList();
        var results = rows.Select(row => new float[row.Length][]).ToList();
        var architecture = _package.Manifest.Architecture;
        long[] cacheShape = [rows.Count, architecture.AttentionHeads, capacity, architecture.HeadDimension];
        using var caches = new Disposables<OrtValue>(Enumerable.Range(0, 2 * architecture.DecoderLayers)
            .Select(_ => Value(new float[cacheShape.Aggregate(1, (p, d) => p * (int)d)], cacheShape)));
        for (var step = 0; step < rows.Max(r => r.Length); step++)
        {
            // A row that has ended goes on with its last token at its last position: it must not disturb the others.
            var positions = rows.Select(row => Math.Min(step, row.Length - 1)).ToArray();
            var logits = Step(encoded, rows.Select((row, r) => row[positions[r]]).ToArray(), positions, caches.Items);
            for (var r = 0; r < rows.Count; r++)
            {
                results[r][positions[r]] = logits[r];
            }
        }

        encoded.Dispose();
        var row = 0;
        return [.. sentences.Select(s => s.Targets.Select(_ => results[row++]).ToArray())];
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
        _options.Dispose();
    }

    private Disposables<OrtValue> Encode(IReadOnlyList<ForcedSentence> sentences, int padTo)
    {
        var length = Math.Max(padTo, sentences.Max(s => s.Source.Length));
        var ids = new long[sentences.Count * length];
        var mask = new float[ids.Length];
        Array.Fill(mask, GraphNames.MaskedScore);
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var t = 0; t < sentences[s].Source.Length; t++)
            {
                ids[(s * length) + t] = sentences[s].Source[t];
                mask[(s * length) + t] = 0;
            }
        }

        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, [sentences.Count, length]);
        var maskValue = Value(mask, [sentences.Count, 1, 1, length]);
        using var run = new RunOptions();
        var outputs = _encoder.Run(run, [GraphNames.SourceIds, GraphNames.SourceMask], [idValue, maskValue], CrossNames());
        return new Disposables<OrtValue>([maskValue, .. outputs]);
    }

    private float[][] Step(Disposables<OrtValue> encoded, int[] tokens, int[] positions, IReadOnlyList<OrtValue> caches)
    {
        var layers = Enumerable.Range(0, _package.Manifest.Architecture.DecoderLayers).ToList();
        using var tokenIds = OrtValue.CreateTensorValueFromMemory(tokens.Select(t => (long)t).ToArray(), [tokens.Length]);
        using var positionIds = OrtValue.CreateTensorValueFromMemory(positions.Select(p => (long)p).ToArray(), [tokens.Length]);
        using var past = OrtValue.CreateTensorValueFromMemory(positions.ToArray(), [tokens.Length]);
        using var total = OrtValue.CreateTensorValueFromMemory(new[] { positions.Max() + 1 }, [1]);
        using var binding = _decoder.CreateIoBinding();
        binding.BindInput(GraphNames.TokenIds, tokenIds);
        binding.BindInput(GraphNames.Positions, positionIds);
        binding.BindInput(GraphNames.PastLengths, past);
        binding.BindInput(GraphNames.TotalLength, total);
        using var candidates = OrtValue.CreateTensorValueFromMemory(new[] { 1L }, [1]);
        binding.BindInput(DeviceGraphNames.CandidateCount, candidates);
        foreach (var (name, value) in new[] { GraphNames.SourceMask }.Concat(CrossNames()).Zip(encoded.Items))
        {
            binding.BindInput(name, value);
        }

        foreach (var i in layers)
        {
            binding.BindInput(GraphNames.PastKey(i), caches[2 * i]);
            binding.BindInput(GraphNames.PastValue(i), caches[(2 * i) + 1]);
            binding.BindOutput(GraphNames.PresentKey(i), caches[2 * i]);
            binding.BindOutput(GraphNames.PresentValue(i), caches[(2 * i) + 1]);
        }

        binding.BindOutputToDevice(GraphNames.Logits, OrtMemoryInfo.DefaultInstance);
        using var run = new RunOptions();
        using var outputs = _decoder.RunWithBoundResults(run, binding);
        var output = outputs[binding.GetOutputNames().ToList().IndexOf(GraphNames.Logits)];
        return [.. Floats(output).Chunk(_package.Manifest.Architecture.VocabularySize)];
    }

    private string[] CrossNames() =>
        [.. Enumerable.Range(0, _package.Manifest.Architecture.DecoderLayers).SelectMany(i => new[] { GraphNames.CrossKey(i), GraphNames.CrossValue(i) })];

    private OrtValue Value(float[] values, long[] shape) => IsHalf
        ? OrtValue.CreateTensorValueFromMemory(values.Select(v => (Float16)v).ToArray(), shape)
        : OrtValue.CreateTensorValueFromMemory(values, shape);

    private float[] Floats(OrtValue value) =>
        IsHalf ? [.. value.GetTensorDataAsSpan<Float16>().ToArray().Select(h => (float)h)] : value.GetTensorDataAsSpan<float>().ToArray();

    private sealed class Disposables<T>(IEnumerable<T> items) : IDisposable
        where T : IDisposable
    {
        public IReadOnlyList<T> Items { get; } = [.. items];

        public void Dispose()
        {
            foreach (var item in Items)
            {
                item.Dispose();
            }
        }
    }
}
