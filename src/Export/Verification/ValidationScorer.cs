using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Evaluation.Bleu;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;

namespace TranslationService.Export.Verification;

/// <summary>BLEU of a package on a validation set, with the service's own decoding options.</summary>
internal static class ValidationScorer
{
    /// <summary>Translates and scores.</summary>
    /// <exception cref="ArtifactException">The package does not translate in that direction.</exception>
    public static async Task<BleuScore> ScoreAsync(ModelPackage package, ValidationSet set, CancellationToken cancellationToken)
    {
        // One request, and nobody waits for its answer.
        var options = new EngineOptions
        {
            ExecutionProvider = ExecutionProvider.Cpu,
            QueueCapacity = Math.Max(set.Sources.Count * 16, 16_384),
            MaxRequestTokens = 1 << 30,
            QueueTimeoutSeconds = 0,
            RequestTimeoutSeconds = 0,
        };
        await using var translator = Translator.Load(package, options, NullLogger.Instance);
        var requests = set.Sources.Select(source => new TextRequest(source, set.Direction, new DecodingOptions())).ToList();
        try
        {
            var translations = await translator.TranslateAsync(requests, cancellationToken);
            return BleuScorer.Score([.. translations.Select(t => t.Text)], set.References);
        }
        catch (TranslationException e)
        {
            throw new ArtifactException($"the validation set cannot be translated: {e.Message}", e);
        }
    }
}
