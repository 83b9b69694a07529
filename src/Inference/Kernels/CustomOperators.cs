using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>The operators of <see cref="RaggedOperators"/>, which ONNX Runtime calls in this process: no native library of ours is involved.</summary>
internal static unsafe class CustomOperators
{
    private static readonly OperatorDefinition[] Definitions =
    [
        Embed.Definition,
        QuantizeRows.Definition,
        Affine.Definition,
        AddNorm.Definition,
        DualAddNorm.Definition,
        EncoderAttention.Definition,
        SelfAttention.Definition,
        CrossAttention.Definition,
    ];

    private static readonly Lazy<nint> Domain = new(CreateDomain);

    /// <summary>Lets sessions that are made with these options run the operators. Any thread may call it.</summary>
    public static void Register(SessionOptions options) => NativeApi.Check(NativeApi.AddCustomOpDomain(options.DangerousGetHandle(), Domain.Value));

    // Lazy lets one thread through. Made once and never freed: sessions refer to it as long as they live.
    private static nint CreateDomain()
    {
        var name = (byte*)Marshal.StringToCoTaskMemUTF8(RaggedOperators.Domain);
        NativeApi.Check(NativeApi.CreateCustomOpDomain(name, out var domain));
        Marshal.FreeCoTaskMem((nint)name);
        foreach (var definition in Definitions)
        {
            NativeApi.Check(NativeApi.CustomOpDomainAdd(domain, CustomOpCallbacks.Describe(definition)));
        }

        using var options = new SessionOptions();
        NativeApi.Check(NativeApi.AddCustomOpDomain(options.DangerousGetHandle(), domain));
        FirstSession.Make(options);
        return domain;
    }
}
