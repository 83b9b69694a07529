using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Tokenization.SentencePiece;

/// <summary>What a SentencePiece model must be so that our ids, white space and byte tokens hold.</summary>
internal static class ModelRequirements
{
    /// <summary>The first requirement that a model does not meet, said for a person; null where it meets them all.</summary>
    public static string? FirstUnmet(SentencePieceModel model, VocabularyLayout layout)
    {
        if (!model.IsUnigram)
        {
            return "is no Unigram model; train it with the vocabulary command";
        }

        if (model.HasByteFallback)
        {
            return "has SentencePiece's byte fallback, which would stand in the way of ours; train it with the vocabulary command";
        }

        if (!model.HasDefaultSpaces)
        {
            return "treats white space in another way than by default; train it with the vocabulary command";
        }

        var ids = (model.PadId, model.UnknownId, model.BeginId, model.EndId);
        if (ids != (VocabularyLayout.PadId, VocabularyLayout.UnknownId, VocabularyLayout.BeginId, VocabularyLayout.EndId))
        {
            return $"has pad, unk, bos and eos at ids {ids.PadId}, {ids.UnknownId}, {ids.BeginId}, {ids.EndId}; they must be 0, 1, 2, 3";
        }

        return model.Pieces.Count == layout.PieceCount ? null : $"has {model.Pieces.Count} pieces, the vocabulary says {layout.PieceCount}";
    }
}
