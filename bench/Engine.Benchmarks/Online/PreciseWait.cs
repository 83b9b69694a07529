using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>
/// Waits for a moment without spinning. .NET's own waits end on whole milliseconds, which at a thousand arrivals a second is an arrival too late.
/// </summary>
internal static partial class PreciseWait
{
    /// <param name="started">A timestamp.</param>
    /// <param name="moment">After it.</param>
    public static void Until(long started, TimeSpan moment)
    {
        while (moment - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest)
        {
            var request = new TimeSpec((nint)rest.TotalSeconds, (nint)((rest.Ticks % TimeSpan.TicksPerSecond) * 100));
            _ = Sleep(in request, 0); // Woken early by a signal, it goes round again.
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(in TimeSpec request, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
