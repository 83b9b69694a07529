using System.IO.Compression;
using System.Text;

namespace TranslationService.Cli.Tests;

/// <summary>A folder for one test's files, which goes when the test is through.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("cli-tests-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    public string PathTo(string name) => Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        File.WriteAllBytes(PathTo(name), Encoding.UTF8.GetBytes(text));
        return PathTo(name);
    }

    public string WriteCompressed(string name, string text)
    {
        using var gzip = new GZipStream(File.Create(PathTo(name)), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return PathTo(name);
    }
}
