namespace TranslationService.Inference.Diagnostics;

/// <summary>What waits in a queue at one moment.</summary>
/// <param name="Sentences">Sentences that wait.</param>
/// <param name="Tokens">Their source tokens.</param>
/// <param name="OldestAge">How long the longest waiting one has waited; zero where none waits.</param>
internal readonly record struct QueueDepth(int Sentences, long Tokens, TimeSpan OldestAge);
