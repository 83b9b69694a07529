using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Probes;

/// <summary>The probe sentences of a run that names none: short and long ones, a number, an ending without a full stop.</summary>
internal static class ProbeSentences
{
    private static readonly Dictionary<string, string[]> ByLanguage = new(StringComparer.Ordinal)
    {
        ["en"] =
        [
            "Where is the nearest train station?",
            "Thank you.",
            "I have lived in this town for 25 years, and I still get lost on my way home.",
            "She asked me whether I would like a cup of tea before we talked about the work",
            "Save the file before you close the window.",
            "It will rain tomorrow.",
        ],
        ["de"] =
        [
            "Wo ist der nächste Bahnhof?",
            "Danke.",
            "Ich wohne seit 25 Jahren in dieser Stadt und verlaufe mich noch immer auf dem Heimweg.",
            "Sie fragte mich, ob ich eine Tasse Tee möchte, bevor wir über die Arbeit reden",
            "Speichern Sie die Datei, bevor Sie das Fenster schließen.",
            "Morgen wird es regnen.",
        ],
        ["fr"] =
        [
            "Où est la gare la plus proche ?",
            "Merci.",
            "J'habite dans cette ville depuis 25 ans et je me perds encore en rentrant chez moi.",
            "Il pleuvra demain.",
        ],
        ["es"] =
        [
            "¿Dónde está la estación de tren más cercana?",
            "Gracias.",
            "Vivo en esta ciudad desde hace 25 años y todavía me pierdo al volver a casa.",
            "Mañana lloverá.",
        ],
    };

    /// <summary>The sentences of a direction's source language; of a language that has none here, the English ones.</summary>
    public static IEnumerable<ProbeSentence> For(LanguagePair direction) =>
        (ByLanguage.TryGetValue(direction.Source, out var own) ? own : ByLanguage["en"])
            .Select(text => new ProbeSentence(text, direction.Source, direction.Target));
}
