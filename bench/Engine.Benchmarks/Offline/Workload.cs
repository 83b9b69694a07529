using TranslationService.Artifacts.Packages;
using TranslationService.Engine.Benchmarks.Graphs;
using TranslationService.Engine.Benchmarks.Models;
using TranslationService.Inference.Decoding;
using TranslationService.Tokenization;

namespace TranslationService.Engine.Benchmarks.Offline;

/// <summary>What a worker is given: passes, each of which is timed as one; a pass is one batch, or several where sentences differ in length.</summary>
/// <param name="Passes">[pass][batch][sentence].</param>
internal sealed record Workload(IReadOnlyList<IReadOnlyList<IReadOnlyList<SentenceRequest>>> Passes)
{
    private const int RandomPasses = 8;
    private const int RealSentencesAPass = 64;

    /// <summary>The batches of one pass; the same number in each.</summary>
    public int BatchesAPass => Passes[0].Count;

    public int SentencesAPass => Passes[0].Sum(batch => batch.Count);

    public static Workload For(OfflineCell cell, ModelPackage package) => cell.IsRandom ? Random(cell, package) : Real(cell, package);

    /// <summary>
    /// Sentences of random ids, 20 tokens long, whose hypotheses must have 20 tokens: 19 and the end. That takes 20 decoder steps, as the 20 tokens without
    /// an end take that other engines give when they are held to 20.
    /// </summary>
    private static Workload Random(OfflineCell cell, ModelPackage package)
    {
        var options = new DecodingOptions { BeamSize = cell.BeamSize, MinTargetTokens = BatchShape.StandardTokens - 1 };
        var ids = new long[RandomPasses * cell.BatchSize * BatchShape.StandardTokens];
        SyntheticIds.Fill(ids, package.Manifest.Architecture.VocabularySize);
        return new Workload([.. ids.Select(id => (int)id)
            .Chunk(BatchShape.StandardTokens)
            .Select(source => new SentenceRequest(source, options, BatchShape.StandardTokens))
            .Chunk(cell.BatchSize)
            .Select(batch => new[] { batch })]);
    }

    private static Workload Real(OfflineCell cell, ModelPackage package)
    {
        var tokenizer = SubwordTokenizer.Load(package.TokenizerPath, package.Manifest.Vocabulary);
        var options = new DecodingOptions { BeamSize = cell.BeamSize };
        return new Workload([[.. RealSentences.Load().Sentences
            .Take(RealSentencesAPass)
            .Select(sentence => tokenizer.EncodeSource(sentence, package.Manifest.Directions[0].Target))
            .Select(source => new SentenceRequest(source, options, options.MaxTargetTokens(source.Length, package.Manifest.Architecture.MaxPositions)))
            .Chunk(cell.BatchSize)]]);
    }
}
