using TranslationService.TinyModels;

namespace TranslationService.Cli.Tests;

/// <summary>One tiny random model for all tests of a class.</summary>
public sealed class TinyPackageFixture : IDisposable
{
    private readonly TinyPackage _package = TinyPackage.Create();

    public string Folder => _package.Folder;

    public void Dispose() => _package.Dispose();
}
