using BenchmarkDotNet.Attributes;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Benchmarks;

/// <summary>A row of logits to its best log-probabilities: the vectorised scan against the plain one that the tests hold it to.</summary>
[InProcess]
[MemoryDiagnoser]
public class CandidateScanBenchmark
{
    private readonly float[] _logits = new float[8000];
    private readonly float[] _values = new float[8];
    private readonly int[] _tokens = new int[8];

    /// <summary>Random logits that spread as a model's do.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var i = 0; i < _logits.Length; i++)
        {
            _logits[i] = (random.NextSingle() * 20f) - 15f;
        }
    }

    /// <summary>What a decoder step does for each row.</summary>
    [Benchmark]
    public float Vectorised()
    {
        var logSumExp = LogSumExp.Of(_logits);
        TopCandidates.Select(_logits, _values, _tokens);
        return _values[0] - logSumExp;
    }

    /// <summary>The same by the definitions.</summary>
    [Benchmark(Baseline = true)]
    public float Plain()
    {
        var max = _logits.Max();
        var logSumExp = max + MathF.Log(_logits.Sum(logit => MathF.Exp(logit - max)));
        var best = _logits.Select((logit, token) => (logit, token)).OrderByDescending(pair => pair.logit).Take(_values.Length).ToArray();
        return best[0].logit - logSumExp;
    }
}
