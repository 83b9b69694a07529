using System.Runtime.InteropServices;

namespace TranslationService.Training.Native;

/// <summary>Makes a folder outlive a power cut: its files' bytes, and its list of files.</summary>
internal static partial class DurableFolder
{
    /// <summary>Flushes every file of the folder, then the folder itself where the system lets a program do that.</summary>
    public static void Flush(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
        }

        FlushEntries(folder);
    }

    /// <summary>Flushes a folder's list of files: a rename in it is then there to stay. Linux only; elsewhere the system does as it does.</summary>
    public static void FlushEntries(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = open(folder, 0); // O_RDONLY
        if (descriptor >= 0)
        {
            _ = fsync(descriptor);
            _ = close(descriptor);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);
}
