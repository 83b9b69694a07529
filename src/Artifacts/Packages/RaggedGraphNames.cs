namespace TranslationService.Artifacts.Packages;

/// <summary>
/// The inputs and outputs of a package's two graphs in the layout <see cref="GraphLayout.Ragged"/>. S = sentences to encode; N = all of their source tokens, back to back;
/// R = decoder rows, one hypothesis each; L = columns of <see cref="Cells"/>; [P, C] = the cells of the self-attention cache, P at each of C positions;
/// [Q, T] = places for encoded sentences and the tokens that each has room for; d = d_model; V = vocabulary.
/// W = 2·layers·d is the width of a cached token: decoder layer l keeps its keys at offset 2·l·d and its values at (2·l + 1)·d.
/// </summary>
public static class RaggedGraphNames
{
    /// <summary>Encoder, int64 [N]: source ids, sentence after sentence.</summary>
    public const string SourceIds = "source_ids";

    /// <summary>Encoder, int64 [N]: the token's position in its sentence. Decoder step, int64 [R]: the position of the row's last token; 0 for the begin token.</summary>
    public const string Positions = "positions";

    /// <summary>Encoder, int32 [S + 1]: sentence s owns the tokens starts[s] … starts[s + 1] − 1. The first is 0, the last N.</summary>
    public const string Starts = "starts";

    /// <summary>
    /// Encoder's output, float [N, W]: what each decoder layer's cross-attention reads of a source token. Decoder step's input of the same name, float [Q, T, W]:
    /// the encoded sentences, each in a place of its own and filled from its first token on.
    /// </summary>
    public const string Sources = "sources";

    /// <summary>Decoder step, int64 [R]: the last token of each hypothesis.</summary>
    public const string TokenIds = "token_ids";

    /// <summary>
    /// Decoder step, int32 [R, L], L above the largest position: cells[r, t] is the cell of the cache, 0 … P − 1, in which row r's token at position t stands.
    /// Columns beyond the row's position are not read.
    /// </summary>
    public const string Cells = "cells";

    /// <summary>Decoder step, float [P, C, W]: the self-attention cache. <b>The step writes it</b>: row r's keys and values go to cache[cells[r, p], p], p its position.</summary>
    public const string Cache = "cache";

    /// <summary>Decoder step, int32 [R]: the place, 0 … Q − 1, of the encoded sentence that the row translates.</summary>
    public const string SourceSlots = "source_slots";

    /// <summary>Decoder step, int32 [R]: the source tokens of that sentence, 1 … T.</summary>
    public const string SourceLengths = "source_lengths";

    /// <summary>
    /// Decoder step's output, float [R, V]: scores of the next token, not normalised. In an int8 package int32 [R, V], and the score is
    /// logits[r, v] · <see cref="LogitScales"/>[r] · <see cref="LogitColumns"/>[v]: left to whoever reads them all anyway.
    /// </summary>
    public const string Logits = "logits";

    /// <summary>Decoder step's output, float [R], in int8 packages only: the factor of a row's <see cref="Logits"/>; not negative.</summary>
    public const string LogitScales = "logit_scales";

    /// <summary>Decoder step's output, float [V], in int8 packages only: the factor of a token's <see cref="Logits"/>, above 0 and always the same.</summary>
    public const string LogitColumns = "logit_columns";
}
