using TorchSharp;
using TranslationService.Evaluation.Bleu;
using TranslationService.Model;
using TranslationService.Tokenization;
using TranslationService.Training.Configuration;
using TranslationService.Training.Data;
using TranslationService.Training.Optimization;
using static TorchSharp.torch;

namespace TranslationService.Training.Validation;

/// <summary>Measures a model on the validation data, without dropout.</summary>
internal sealed class Validator
{
    private readonly Transformer _model;
    private readonly TrainingConfig _config;
    private readonly IReadOnlyList<ValidationCorpus> _corpora;
    private readonly SentencePair[] _pairs;
    private readonly List<int[]> _batches; // sorted by length: little padding, and the same batches at every validation
    private readonly SubwordTokenizer _tokenizer;
    private readonly GreedySearch _search;

    public Validator(Transformer model, TrainingConfig config, TrainingData data)
    {
        _model = model;
        _config = config;
        _corpora = data.Validation;
        _pairs = [.. data.Validation.SelectMany(c => c.Pairs)];
        _batches = BatchPlan.Cut(Enumerable.Range(0, _pairs.Length).OrderBy(i => _pairs[i].Target.Length), _pairs, config.Batches.MaxTokens);
        _tokenizer = SubwordTokenizer.Load(data.Vocabulary.TokenizerPath, data.Vocabulary.Layout);
        _search = new GreedySearch(model, data.Vocabulary.Layout);
    }

    /// <summary>Losses and BLEU after a step.</summary>
    public ValidationResult Measure(long step)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        _model.eval();
        var (smoothed, plain, tokens) = (0.0, 0.0, 0L);
        foreach (var batch in _batches.Select(indices => Batch.Of(_pairs, indices)))
        {
            using var batchScope = NewDisposeScope();
            var logits = _model.call(batch.Source, batch.TargetInputs);
            smoothed += TrainingStep.SummedLoss(logits, batch.TargetOutputs, _config.Optimizer.LabelSmoothing).item<float>();
            plain += TrainingStep.SummedLoss(logits, batch.TargetOutputs, 0).item<float>();
            tokens += batch.TargetTokens;
        }

        var bleu = _config.Validation.BleuSentences == 0 ? (double?)null : _corpora.Average(BleuOf);
        _model.train();
        return new ValidationResult(step, smoothed / tokens, plain / tokens, bleu);
    }

    private double BleuOf(ValidationCorpus corpus)
    {
        var lines = corpus.Lines.Take(_config.Validation.BleuSentences).ToArray();
        var pairs = lines.Select(l => new SentencePair(_tokenizer.EncodeSource(l.Source, corpus.Direction.Target), [])).ToArray();
        var hypotheses = new string[lines.Length];
        foreach (var indices in BatchPlan.Cut(Enumerable.Range(0, lines.Length).OrderBy(i => pairs[i].Source.Length), pairs, _config.Batches.MaxTokens))
        {
            var found = _search.Search([.. indices.Select(i => pairs[i].Source)]);
            foreach (var (i, ids) in indices.Zip(found))
            {
                hypotheses[i] = _tokenizer.Decode(ids);
            }
        }

        return BleuScorer.Score(hypotheses, [.. lines.Select(l => l.Target)]).Value;
    }
}
