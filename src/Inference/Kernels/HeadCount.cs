using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Kernels;

/// <summary>The attribute <see cref="RaggedOperators.Heads"/>.</summary>
internal static class HeadCount
{
    public static int Of(KernelAttributes attributes) => attributes.Int(RaggedOperators.Heads, 1, 4096);

    /// <exception cref="OperatorException">d_model is no multiple of the heads.</exception>
    public static void Check(int heads, long width)
    {
        if (width % heads != 0 || width == 0)
        {
            throw new OperatorException($"{heads} heads do not share {width} dimensions evenly");
        }
    }
}
