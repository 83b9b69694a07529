using System.Globalization;

namespace TranslationService.Cli;

/// <summary>
/// Whether the shell has given the program a standard stream, or closed it (<c>&lt;&amp;-</c>). Where it has, .NET's runtime gets the free number for a pipe of its own
/// before the program begins: a read from it waits for ever, and a write into it reaches the runtime.
/// </summary>
internal static class StandardDescriptor
{
    // Linux's O_CLOEXEC, in the octal digits of /proc. What is inherited over exec never has it; the runtime opens all that is its own with it.
    private const int CloseOnExec = 0x80000;

    public static bool IsGiven(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor.ToString(CultureInfo.InvariantCulture)}")
                .First(line => line.StartsWith("flags:", StringComparison.Ordinal))["flags:".Length..];
            return (Convert.ToInt32(flags.Trim(), fromBase: 8) & CloseOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // A system without /proc.
            return true;
        }
    }
}
