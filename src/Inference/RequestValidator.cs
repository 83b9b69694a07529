using System.ComponentModel.DataAnnotations;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Batching;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference;

/// <summary>Refuses what the engine must not be asked, in words for the person who asked.</summary>
internal static class RequestValidator
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <exception cref="TranslationException">The text, the direction or an option is outside what is served.</exception>
    public static void Validate(TextRequest request, ModelManifest manifest, EngineOptions options)
    {
        if (!manifest.Directions.Contains(request.Direction))
        {
            throw new TranslationException(
                TranslationErrorKind.UnsupportedDirection,
                $"{request.Direction} is not supported; this model translates {string.Join(", ", manifest.Directions)}.");
        }

        if (request.Text.Length > options.MaxTextCharacters)
        {
            throw new TranslationException(
                TranslationErrorKind.TooLarge, $"The text has {request.Text.Length} characters; at most {options.MaxTextCharacters} are translated at once.");
        }

        if (request.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > LongestTimeout))
        {
            throw Invalid($"Timeout is {timeout}; it must be more than 0 and at most {LongestTimeout}.");
        }

        Validate(request.Options);
    }

    /// <exception cref="TranslationException">The sentence does not fit the model or a batch, or an option is out of bounds.</exception>
    public static void Validate(SentenceRequest sentence, TransformerConfig architecture, BatchBudget budget)
    {
        Validate(sentence.Options);
        var longest = Math.Min(architecture.MaxPositions, budget.MaxTokens);
        if (sentence.SourceIds.Count < 1 || sentence.SourceIds.Count > longest)
        {
            throw new TranslationException(TranslationErrorKind.TooLarge, $"A source has {sentence.SourceIds.Count} tokens; it must have 1 to {longest}.");
        }

        if (sentence.MaxTargetTokens < 1 || sentence.MaxTargetTokens > architecture.MaxPositions)
        {
            throw Invalid($"MaxTargetTokens is {sentence.MaxTargetTokens}; it must be 1 to {architecture.MaxPositions}.");
        }
    }

    private static void Validate(DecodingOptions options)
    {
        // [Range] lets NaN through: it compares with nothing.
        if (float.IsNaN(options.LengthPenalty) || float.IsNaN(options.MaxLengthRatio))
        {
            throw Invalid("LengthPenalty and MaxLengthRatio must be numbers.");
        }

        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
        {
            throw Invalid(string.Join(" ", problems.Select(problem => problem.ErrorMessage)));
        }

        if (options.NBest > options.BeamSize)
        {
            throw Invalid($"NBest is {options.NBest}; it can be at most the beam size, {options.BeamSize}.");
        }
    }

    private static TranslationException Invalid(string message) => new(TranslationErrorKind.InvalidOption, message);
}
