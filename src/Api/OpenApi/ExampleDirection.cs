using TranslationService.Api.Lifecycle;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Api.OpenApi;

/// <summary>The direction and the sentence of the examples: those of the loaded model, so that pressing Execute translates.</summary>
internal sealed class ExampleDirection(ServiceStatus status)
{
    private static readonly LanguagePair WhileLoading = new("en", "de");

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["de"] = "Wo ist der nächste Bahnhof?",
        ["en"] = "Where is the nearest train station?",
        ["es"] = "¿Dónde está la estación de tren más cercana?",
        ["fr"] = "Où est la gare la plus proche ?",
    };

    /// <summary>The model's first direction.</summary>
    public LanguagePair Direction => status.Directions?[0] ?? WhileLoading;

    /// <summary>A sentence in its source language; in English where there is none.</summary>
    public string Sentence => Sentences.GetValueOrDefault(Direction.Source, Sentences["en"]);
}
