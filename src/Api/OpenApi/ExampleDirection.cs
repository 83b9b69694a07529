using TranslationService.Api.Lifecycle;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Api.OpenApi;

/// <summary>The direction and the sentences of the examples: those of the loaded models, so that pressing Execute translates.</summary>
internal sealed class ExampleDirection(ServiceStatus status)
{
    private static readonly LanguagePair WhileLoading = new("en", "de");

    private static readonly Dictionary<string, (string First, string Second)> Sentences = new(StringComparer.Ordinal)
    {
        ["de"] = ("Wo ist der nächste Bahnhof?", "Vielen Dank."),
        ["en"] = ("Where is the nearest train station?", "Thank you very much."),
        ["es"] = ("¿Dónde está la estación de tren más cercana?", "Muchas gracias."),
        ["fr"] = ("Où est la gare la plus proche ?", "Merci beaucoup."),
    };

    /// <summary>The first model's first direction.</summary>
    public LanguagePair Direction => status.Directions?[0] ?? WhileLoading;

    /// <summary>A sentence in its source language; in English where there is none.</summary>
    public string Sentence => Sentences.GetValueOrDefault(Direction.Source, Sentences["en"]).First;

    /// <summary>Another one, for the example of several texts.</summary>
    public string SecondSentence => Sentences.GetValueOrDefault(Direction.Source, Sentences["en"]).Second;
}
