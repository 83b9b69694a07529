using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;

namespace TranslationService.Engine.Benchmarks.Machine;

/// <summary>What figures depend on, apart from the code.</summary>
/// <param name="Processor">The processor's own name for itself.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
/// <param name="Features">Instruction sets that decide speed, as Linux names them; empty where Linux is not there to say.</param>
/// <param name="VectorBits">The widest vectors that .NET uses.</param>
/// <param name="MemoryGiB">The machine's memory.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="DotNet">The runtime's version.</param>
/// <param name="OnnxRuntime">Its version.</param>
internal sealed partial record MachineDescription(
    string Processor,
    int Cores,
    IReadOnlyList<string> Features,
    int VectorBits,
    double MemoryGiB,
    string OperatingSystem,
    string DotNet,
    string OnnxRuntime)
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const double GiB = 1L << 30;

    private static readonly string[] Telling =
        ["avx2", "fma", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_int8", "amx_bf16", "asimd", "asimddp", "i8mm", "sve"];

    /// <summary>Letters, digits and hyphens: part of a file's name.</summary>
    public string Slug => $"{NotPlain().Replace(Processor.ToLowerInvariant(), "-").Trim('-')}-{Cores}cpu";

    public static MachineDescription Read()
    {
        var info = File.Exists(CpuInfo) ? File.ReadAllLines(CpuInfo) : [];
        var flags = (Value(info, "flags") ?? Value(info, "Features") ?? "").Split(' ').ToHashSet(StringComparer.Ordinal);
        return new MachineDescription(
            Value(info, "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            [.. Telling.Where(flags.Contains)],
            Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
            Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB, 1),
            RuntimeInformation.OSDescription,
            Environment.Version.ToString(),
            OrtEnv.Instance().GetVersionString());
    }

    private static string? Value(string[] lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotPlain();
}
