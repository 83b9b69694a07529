namespace TranslationService.Artifacts.Packages;

/// <summary>
/// The operators of this service that graphs of the layout <see cref="GraphLayout.Ragged"/> use beside ONNX's and ONNX Runtime's: the names that the exporter writes and the engine registers.
/// All floats are fp32. R = rows, d = d_model, W = any width. The operators behind a product read it as the output of a linear layer, "value" below: in fp32 product [R, W] + bias [W];
/// in int8 product (int32) [R, W] · scale [R] · columns [W] + bias, with <c>columns</c> as the node's last input. scale and columns are optional inputs.
/// All but <see cref="EncoderAttention"/> have two further outputs, bytes and bytes_scale, that they may be left without: their first output as <see cref="QuantizeRows"/> gives it, with its two attributes.
/// A row's bits depend on no other row.
/// </summary>
public static class RaggedOperators
{
    /// <summary>The operators' domain.</summary>
    public const string Domain = "translation.service";

    /// <summary>The version of the domain's operator set.</summary>
    public const int Version = 1;

    /// <summary>
    /// ids int64 [R], positions int64 [R], table [V, d], position_table [P, d], scales? [V] → embedded [R, d] = table[id] · factor + position_table[position]; in int8 the table is of
    /// signed bytes, and the token's scale a further factor. Attribute <see cref="Factor"/>.
    /// </summary>
    public const string Embed = "Embed";

    /// <summary>
    /// x [R, W] → bytes uint8 [R, W], scale [R]: bytes = round_to_even(x · limit / m) + zero_point and scale = m / limit, m being the row's largest magnitude.
    /// Attributes <see cref="ZeroPoint"/>, <see cref="Limit"/>. A row of zeros gives bytes = zero_point and scale = 0.
    /// </summary>
    public const string QuantizeRows = "QuantizeRows";

    /// <summary>product [R, W], scale?, bias [W], columns? → value [R, W], negative ones cut to 0 where the attribute <see cref="Relu"/> is 1.</summary>
    public const string Affine = "Affine";

    /// <summary>
    /// product [R, d], scale?, bias [d], x [R, d], weight [d], offset [d], columns? → normed = LN(x + value) · weight + offset, sum = x + value (optional), each [R, d]. Attribute <see cref="Epsilon"/>.
    /// </summary>
    public const string AddNorm = "AddNorm";

    /// <summary>
    /// product [R, d], scale?, bias [d], x [R, d], dual [R, d], weight [d], offset [d], columns? → normed = LN(x + value) · weight + offset, dual + dual_scale · value, each [R, d].
    /// Attributes <see cref="Epsilon"/>, <see cref="DualScale"/>.
    /// </summary>
    public const string DualAddNorm = "DualAddNorm";

    /// <summary>
    /// product [N, 3·d] = q | k | v, scale?, bias [3·d], starts int32 [S + 1], columns? → context [N, d]: softmax(q·kᵀ/√E)·v by head over all tokens of the same sentence
    /// (<see cref="RaggedGraphNames.Starts"/>). Attribute <see cref="Heads"/>.
    /// </summary>
    public const string EncoderAttention = "EncoderAttention";

    /// <summary>
    /// product [R, 3·d] = q | k | v, scale?, bias [3·d], cache [P, C, 2·layers·d], positions int64 [R], cells int32 [R, L], columns? → context [R, d]. First every row writes its k and v to
    /// cache[cells[r, p], p], p = positions[r], then attends to cache[cells[r, t], t] for t = 0 … p. Attributes <see cref="Heads"/>, <see cref="Layer"/>.
    /// </summary>
    public const string SelfAttention = "SelfAttention";

    /// <summary>
    /// product [R, d] = q, scale?, bias [d], sources [Q, T, 2·layers·d], slots int32 [R], lengths int32 [R], columns? → context [R, d]: row r attends to
    /// sources[slots[r], 0 … lengths[r] − 1]. Attributes <see cref="Heads"/>, <see cref="Layer"/>.
    /// </summary>
    public const string CrossAttention = "CrossAttention";

    /// <summary>float: √d_model.</summary>
    public const string Factor = "factor";

    /// <summary>int: the byte that stands for 0.</summary>
    public const string ZeroPoint = "zero_point";

    /// <summary>int: how far bytes go from the zero point.</summary>
    public const string Limit = "limit";

    /// <summary>int, 0 or 1; default 0.</summary>
    public const string Relu = "relu";

    /// <summary>float: ε of the layer normalisation.</summary>
    public const string Epsilon = "epsilon";

    /// <summary>float: s, the factor with which a sublayer's output joins the dual stream.</summary>
    public const string DualScale = "dual_scale";

    /// <summary>int: attention heads.</summary>
    public const string Heads = "heads";

    /// <summary>int: the decoder layer, from 0, whose keys and values are meant.</summary>
    public const string Layer = "layer";
}
