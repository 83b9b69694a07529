using System.Diagnostics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Diagnostics;

/// <summary>What <c>mt_execution_provider_info</c> says of an engine, in the words of its labels.</summary>
internal sealed record EngineIdentity(string Provider, string Device, string Dtype, string Model, string Version)
{
    /// <param name="manifest">The model.</param>
    /// <param name="provider">What really runs it.</param>
    /// <param name="gpuDevice">Which GPU, where it is one.</param>
    public static EngineIdentity Of(ModelManifest manifest, ExecutionProvider provider, int gpuDevice = 0) => new(
        NameOf(provider), provider == ExecutionProvider.Cuda ? $"cuda:{gpuDevice}" : "cpu", NameOf(manifest.Precision), manifest.Name, manifest.Version);

    public KeyValuePair<string, object?>[] ToTags() =>
        [new("provider", Provider), new("device", Device), new("dtype", Dtype), new("model", Model), new("version", Version)];

    /// <summary>The provider as metrics and /info spell it.</summary>
    public static string NameOf(ExecutionProvider provider) => provider == ExecutionProvider.Cuda ? "cuda" : "cpu";

    /// <summary>The precision as metrics and /info spell it.</summary>
    public static string NameOf(Precision precision) => precision switch
    {
        Precision.Fp32 => "fp32",
        Precision.Fp16 => "fp16",
        Precision.Int8 => "int8",
        _ => throw new UnreachableException($"precision {precision}"),
    };
}
