using System.Runtime.InteropServices;

namespace TranslationService.Training.Native;

/// <summary>
/// Tells glibc's malloc to keep what is freed. By default tensors above 128 KB are mapped and unmapped at every operation, and the kernel
/// clears their pages each time: without that, training is a third faster (docs/training.md).
/// </summary>
internal static partial class MallocTuning
{
    // <malloc.h>
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapMax = -4;
    private const int ArenaMax = -8;

    private const int TopPadBytes = 64 << 20;

    /// <summary>Call before the first tensor. False where the C library is another than glibc: then nothing changes.</summary>
    public static bool Apply()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            // One arena: the others' heaps are bounded and would map large tensors after all.
            return mallopt(MmapMax, 0) == 1
                && mallopt(TrimThreshold, int.MaxValue) == 1
                && mallopt(TopPad, TopPadBytes) == 1
                && mallopt(ArenaMax, 1) == 1;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
        catch (DllNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mallopt(int parameter, int value);
}
