using BenchmarkDotNet.Attributes;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Decoding;
using TranslationService.Tokenization;

namespace TranslationService.Inference.Benchmarks;

/// <summary>The model that ships, on one thread: a batch of everyday sentences from source ids to hypotheses.</summary>
[InProcess]
[MemoryDiagnoser]
public class TranslateBenchmark : IDisposable
{
    private static readonly string[] Sentences =
    [
        "Where is the nearest train station?",
        "I would like a table for two, please.",
        "The weather will be better tomorrow.",
        "My sister works in a hospital near the river.",
        "He has not answered my letter yet.",
        "Please close the window before you leave.",
        "We have been waiting for more than an hour.",
        "The children are playing in the garden.",
    ];

    private SentenceDecoder _decoder = null!;
    private SentenceRequest[] _requests = [];

    /// <summary>Hypotheses kept at each step.</summary>
    [Params(1, 4)]
    public int BeamSize { get; set; }

    /// <summary>Sentences in the batch.</summary>
    [Params(1, 8, 32)]
    public int BatchSize { get; set; }

    /// <summary>Loads the package.</summary>
    [GlobalSetup]
    public void Load()
    {
        var package = ModelPackage.Open(FindModel());
        var tokenizer = SubwordTokenizer.Load(package.TokenizerPath, package.Manifest.Vocabulary);
        var options = new DecodingOptions { BeamSize = BeamSize };
        _decoder = SentenceDecoder.Load(package);
        _requests = [.. Enumerable.Range(0, BatchSize).Select(i =>
        {
            var ids = tokenizer.EncodeSource(Sentences[i % Sentences.Length], package.Manifest.Directions[0].Target);
            return new SentenceRequest(ids, options, options.MaxTargetTokens(ids.Length, package.Manifest.Architecture.MaxPositions));
        })];
    }

    /// <summary>A batch.</summary>
    [Benchmark]
    public object Translate() => _decoder.Search(_requests);

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _decoder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string FindModel()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var model = Path.Combine(folder.FullName, "models", "en-de-int8");
            if (Directory.Exists(model))
            {
                return model;
            }
        }

        throw new DirectoryNotFoundException("models/en-de-int8 stands in no folder above the benchmark.");
    }
}
