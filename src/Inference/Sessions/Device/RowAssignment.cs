using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// Which decoder row each live hypothesis of a sentence stands in. The first continuation of a hypothesis stays in its row; only further
/// ones are copied, into rows that nothing continues. So a beam that merely changes its order costs nothing, and no copy reads a row that
/// another copy of the step has written. Since the hypotheses of a beam mostly differ in their last few tokens, a copy names the first
/// token in which the two rows differ.
/// </summary>
internal sealed class RowAssignment(int beamSize)
{
    private readonly int[] _rows = new int[beamSize];
    private readonly RowCopy[] _copies = new RowCopy[beamSize];

    // [row, row] how many first tokens two rows have in common by descent; symmetric.
    private readonly int[] _shared = new int[beamSize * beamSize];
    private int _live = 1;
    private int _copyCount;
    private int _length;

    /// <summary>[live] rows 0 … beam − 1, by rank in the beam.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _live);

    /// <summary>What the last step must copy.</summary>
    public ReadOnlySpan<RowCopy> Copies => _copies.AsSpan(0, _copyCount);

    /// <summary>One step, after which every row has one token more.</summary>
    /// <param name="origins">[live] which hypothesis of the beam before each one continues.</param>
    public void Advance(ReadOnlySpan<int> origins)
    {
        _length++;
        Span<int> next = stackalloc int[DecodingOptions.MaxBeamSize];
        var taken = KeepFirstContinuations(origins, next);
        _copyCount = 0;
        var free = 0;
        for (var i = 0; i < origins.Length; i++)
        {
            if (next[i] >= 0)
            {
                continue;
            }

            while ((taken & (1u << free)) != 0)
            {
                free++;
            }

            Copy(_rows[origins[i]], free);
            next[i] = free++;
        }

        _live = origins.Length;
        next[.._live].CopyTo(_rows);
    }

    // One bit a row: MaxBeamSize is 32.
    private uint KeepFirstContinuations(ReadOnlySpan<int> origins, Span<int> next)
    {
        var taken = 0u;
        for (var i = 0; i < origins.Length; i++)
        {
            var bit = 1u << _rows[origins[i]];
            next[i] = (taken & bit) == 0 ? _rows[origins[i]] : -1;
            taken |= bit;
        }

        return taken;
    }

    private void Copy(int from, int to)
    {
        _copies[_copyCount++] = new RowCopy(from, to, _shared[(from * beamSize) + to]);
        for (var row = 0; row < beamSize; row++)
        {
            var shared = row == from ? _length : _shared[(from * beamSize) + row];
            _shared[(to * beamSize) + row] = shared;
            _shared[(row * beamSize) + to] = shared;
        }
    }
}
