using TranslationService.Api.Configuration;
using TranslationService.Api.Errors;
using TranslationService.Api.Languages;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;

namespace TranslationService.Api.Translation;

/// <summary>Checks a request against the service's limits and the model's directions, once for every contract.</summary>
internal sealed class RequestValidator(ServiceOptions service, EngineOptions engine)
{
    private const string Detect = "auto";

    /// <summary>What the engine is to do, text by text.</summary>
    /// <exception cref="RequestException">The request is wrong; the message is LibreTranslate's where it has one.</exception>
    public IReadOnlyList<TextRequest> Validate(TranslationRequest request, IReadOnlyList<LanguagePair> directions)
    {
        CheckAlternatives(request.Alternatives);
        CheckSizes(request.Texts);
        var direction = DirectionOf(request, directions);
        var decoding = DecodingFor(request.Alternatives);
        return [.. request.Texts.Select(text => new TextRequest(text, direction, decoding))];
    }

    private void CheckAlternatives(int alternatives)
    {
        if (alternatives < 0)
        {
            throw RequestException.Invalid("Invalid request: alternatives parameter must be >= 0");
        }

        if (alternatives > service.MaxAlternatives)
        {
            throw RequestException.Invalid($"Invalid request: alternatives parameter must be <= {service.MaxAlternatives}");
        }
    }

    private void CheckSizes(IReadOnlyList<string> texts)
    {
        if (texts.Count > service.MaxTexts)
        {
            throw RequestException.Invalid($"Invalid request: request ({texts.Count} texts) exceeds text limit ({service.MaxTexts} texts)");
        }

        var longest = texts.Max(text => text.Length);
        if (longest > engine.MaxTextCharacters)
        {
            throw RequestException.Invalid($"Invalid request: request ({longest}) exceeds text limit ({engine.MaxTextCharacters})");
        }
    }

    private static LanguagePair DirectionOf(TranslationRequest request, IReadOnlyList<LanguagePair> directions)
    {
        var wanted = new LanguagePair(request.Source.ToLowerInvariant(), request.Target.ToLowerInvariant());
        var sources = directions.Select(direction => direction.Source).Distinct().ToList();
        if (wanted.Source == Detect)
        {
            throw RequestException.Invalid($"{Detect} is not supported yet: name the source language, one of {string.Join(", ", sources)}");
        }

        var known = sources.Concat(directions.Select(direction => direction.Target)).ToHashSet(StringComparer.Ordinal);
        CheckKnown(request.Source, wanted.Source, known);
        CheckKnown(request.Target, wanted.Target, known);
        return directions.Contains(wanted)
            ? wanted
            : throw RequestException.Invalid($"{Describe(wanted.Target)} is not available as a target language from {Describe(wanted.Source)}");
    }

    private static void CheckKnown(string asWritten, string code, HashSet<string> known)
    {
        const int longestEcho = 20;
        if (!known.Contains(code))
        {
            var cut = asWritten.Length > longestEcho && char.IsHighSurrogate(asWritten[longestEcho - 1]) ? longestEcho - 1 : longestEcho;
            var echo = asWritten.Length > longestEcho ? asWritten[..cut] + "…" : asWritten;
            throw RequestException.Invalid($"{echo} is not supported");
        }
    }

    private static string Describe(string code) => $"{LanguageNames.Of(code)} ({code})";

    private static DecodingOptions DecodingFor(int alternatives)
    {
        var standard = new DecodingOptions();
        return standard with { NBest = alternatives + 1, BeamSize = Math.Max(standard.BeamSize, alternatives + 1) };
    }
}
