namespace TranslationService.Cli;

/// <summary>What a program is given by the shell.</summary>
/// <param name="Input">Text in UTF-8.</param>
/// <param name="Output">Text in UTF-8.</param>
/// <param name="Error">For people.</param>
/// <param name="ErrorTarget">Where that ends up.</param>
internal sealed record StandardStreams(Stream Input, Stream Output, TextWriter Error, ErrorTarget ErrorTarget)
{
    public static StandardStreams OfProcess() => new(
        Console.OpenStandardInput(),
        Console.OpenStandardOutput(),
        Console.Error,
        Console.IsErrorRedirected ? ErrorTarget.File : ErrorTarget.Terminal);
}
