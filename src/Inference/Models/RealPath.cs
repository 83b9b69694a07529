namespace TranslationService.Inference.Models;

/// <summary>
/// Follows every link on a path. A package is read by the folder that its link meant at the start, so that a link which is switched meanwhile does
/// not mix two packages.
/// </summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path) => Resolve(Path.GetFullPath(path), MaxLinks);

    private static string Resolve(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(Resolve(parent, linksLeft), Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        return linksLeft > 0
            ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(here)!), linksLeft - 1)
            : throw new IOException($"{path} has links that lead in a circle");
    }
}
