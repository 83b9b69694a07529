using TranslationService.Inference.Models;

namespace TranslationService.Inference.Tests.Models;

public sealed class RealPathTests : IDisposable
{
    // The way to the temporary folder may have links itself.
    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("real-path-").FullName);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_path_without_links_is_itself_whether_it_exists_or_not()
    {
        Assert.Equal(_root, RealPath.Of(_root));
        Assert.Equal(Path.Combine(_root, "none", "file"), RealPath.Of(Path.Combine(_root, "none", "file")));
    }

    [Fact]
    public void Links_are_followed_wherever_they_stand_and_lead()
    {
        Directory.CreateDirectory(Path.Combine(_root, "..v2", "en-de"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "..data"), "..v2");
        Directory.CreateSymbolicLink(Path.Combine(_root, "en-de"), Path.Combine("..data", "en-de"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "absolute"), Path.Combine(_root, "en-de"));

        var expected = Path.Combine(_root, "..v2", "en-de");
        Assert.Equal(expected, RealPath.Of(Path.Combine(_root, "en-de")));
        Assert.Equal(expected, RealPath.Of(Path.Combine(_root, "absolute")));
        Assert.Equal(Path.Combine(expected, "manifest.json"), RealPath.Of(Path.Combine(_root, "absolute", "manifest.json")));
    }
}
