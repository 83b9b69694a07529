namespace TranslationService.Inference.Decoding;

/// <summary>
/// Which cache row holds each token of each live hypothesis of a sentence. Hypothesis i writes its next key and value into the i-th of the
/// sentence's rows; when the beam changes, hypotheses take over the list of the one that they continue, and no cache is copied. Attention
/// follows the list (Ott et al.'s fairseq and TensorRT-LLM call it cache indirection).
/// </summary>
internal sealed class Lineage
{
    private readonly int[] _rows;
    private readonly int _capacity;

    // [beam, capacity] the rows that hold tokens 0 … length − 1, and the one that the next token goes to.
    private int[] _cells;
    private int[] _next;
    private int _length;

    /// <param name="rows">[beam] the cache rows that are the sentence's own.</param>
    /// <param name="maxTargetTokens">The longest hypothesis.</param>
    public Lineage(ReadOnlySpan<int> rows, int maxTargetTokens)
    {
        _rows = rows.ToArray();
        _capacity = maxTargetTokens;
        _cells = new int[rows.Length * maxTargetTokens];
        _next = new int[rows.Length * maxTargetTokens];
        _cells[0] = _rows[0];
    }

    /// <summary>[beam] the sentence's rows.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>[length + 1] where the tokens of a live hypothesis stand, its next one last.</summary>
    public ReadOnlySpan<int> Cells(int hypothesis) => _cells.AsSpan(hypothesis * _capacity, _length + 1);

    /// <summary>One step, after which every live hypothesis has one token more; not after the last one that fits.</summary>
    /// <param name="origins">[live] which hypothesis of the beam before each one continues.</param>
    public void Advance(ReadOnlySpan<int> origins)
    {
        for (var i = 0; i < origins.Length; i++)
        {
            Cells(origins[i]).CopyTo(_next.AsSpan(i * _capacity));
            _next[(i * _capacity) + _length + 1] = _rows[i];
        }

        (_cells, _next) = (_next, _cells);
        _length++;
    }
}
