namespace TranslationService.Export.Tests.Graphs;

/// <summary>One sentence of a batch.</summary>
/// <param name="Source">Its ids.</param>
/// <param name="Targets">The decoder's input of each hypothesis: the begin token, and what is forced after it.</param>
internal sealed record ForcedSentence(int[] Source, int[][] Targets);
