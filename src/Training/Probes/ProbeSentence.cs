namespace TranslationService.Training.Probes;

/// <summary>A sentence that a checkpoint's probes show, and the direction.</summary>
internal sealed record ProbeSentence(string Text, string Source, string Target);
