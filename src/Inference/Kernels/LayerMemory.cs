using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Kernels;

/// <summary>A decoder layer's keys and values in a memory [places, tokens, 2·layers·d]: the keys of layer l at offset 2·l·d, its values d behind them.</summary>
internal readonly unsafe struct LayerMemory
{
    private readonly float* _data;

    /// <exception cref="OperatorException">The memory has not that layer.</exception>
    public LayerMemory(Tensor memory, int layer, long width)
    {
        (Places, Tokens, TokenWidth) = (memory[0], memory[1], memory[2]);
        if (TokenWidth < 2 * (layer + 1) * width)
        {
            throw new OperatorException($"{TokenWidth} numbers a token are too few for layer {layer} with its keys and values of {width} dimensions");
        }

        _data = (float*)memory.Data + (2 * layer * width);
    }

    public long Places { get; }

    public long Tokens { get; }

    /// <summary>Floats from a token to the next.</summary>
    public long TokenWidth { get; }

    /// <summary>Where the key of a token stands.</summary>
    public float* Key(long place, long token) => _data + (((place * Tokens) + token) * TokenWidth);

    public static int LayerOf(KernelAttributes attributes) => attributes.Int(RaggedOperators.Layer, 0, 4095);
}
