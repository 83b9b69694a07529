using System.Diagnostics;

namespace TranslationService.Engine.Benchmarks.Machine;

/// <summary>The memory of this process.</summary>
internal static class ProcessMemory
{
    private const double MiB = 1 << 20;

    /// <summary>The most that was resident since the process began, loading of the model included.</summary>
    public static double PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / MiB;
    }

    /// <summary>What is resident now.</summary>
    public static double ResidentMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / MiB;
    }
}
