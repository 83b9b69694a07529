namespace TranslationService.Inference.Sessions.Device;

/// <summary>Lines of the device's tensors that are to be copied. No line is both read and written, so their order means nothing, and doing it twice does no harm.</summary>
internal sealed class LineMoves
{
    private readonly List<long> _from = [];
    private readonly List<long> _to = [];

    public int Count => _from.Count;

    public ReadOnlySpan<long> From => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_from);

    public ReadOnlySpan<long> To => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_to);

    public void Add(long from, long to)
    {
        _from.Add(from);
        _to.Add(to);
    }

    public void Clear()
    {
        _from.Clear();
        _to.Clear();
    }
}
