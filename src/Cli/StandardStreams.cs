using Microsoft.Win32.SafeHandles;

namespace TranslationService.Cli;

/// <summary>What a program is given by the shell.</summary>
/// <param name="Input">Text in UTF-8.</param>
/// <param name="Output">Text in UTF-8.</param>
/// <param name="Error">For people.</param>
/// <param name="ErrorTarget">Where that ends up.</param>
internal sealed record StandardStreams(Stream Input, Stream Output, TextWriter Error, ErrorTarget ErrorTarget)
{
    public static StandardStreams OfProcess() => new(
        StandardDescriptor.IsGiven(0) ? Console.OpenStandardInput() : new ClosedStream(),
        StandardDescriptor.IsGiven(1) ? OpenOutput() : new ClosedStream(),
        StandardDescriptor.IsGiven(2) ? Console.Error : TextWriter.Null,
        Console.IsErrorRedirected ? ErrorTarget.File : ErrorTarget.Terminal);

    /// <summary>
    /// .NET's console stream passes over a closed pipe in silence, so a program before <c>head</c> would translate on for nobody; a plain file
    /// stream over the same handle throws. Over a file that stream would keep an offset of its own and overwrite what others write there.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (!OperatingSystem.IsWindows())
        {
            var plain = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!plain.CanSeek)
            {
                return plain;
            }
        }

        return Console.OpenStandardOutput();
    }
}
