namespace TranslationService.Training.Data;

/// <summary>One training example in token ids.</summary>
/// <param name="Source">[source] language token, pieces, end.</param>
/// <param name="Target">[target] pieces, end; the decoder's input is the same one later, begin first.</param>
internal sealed record SentencePair(int[] Source, int[] Target);
