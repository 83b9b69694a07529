using TranslationService.Architecture.Tests;

namespace TranslationService.Deployment.Tests.Docker;

/// <summary>Copies from the checkout as COPY copies from the build context: what .dockerignore holds back stays away.</summary>
internal static class BuildContext
{
    private static readonly Dockerignore Filter = Dockerignore.Load();

    /// <summary>Carries out one COPY instruction below a folder.</summary>
    public static void Copy(Instruction copy, string folder)
    {
        var target = Path.Combine(folder, copy.Words[^1]);
        foreach (var source in copy.Words.SkipLast(1))
        {
            CopyInto(target, source);
        }
    }

    private static void CopyInto(string target, string source)
    {
        var isFolder = Directory.Exists(Repository.PathTo(source));
        var files = isFolder ? Directory.EnumerateFiles(Repository.PathTo(source), "*", SearchOption.AllDirectories) : [Repository.PathTo(source)];
        foreach (var file in files.Where(file => Filter.LetsThrough(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))))
        {
            var destination = Path.Combine(target, isFolder ? Path.GetRelativePath(Repository.PathTo(source), file) : Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            File.Copy(file, destination, overwrite: true);
        }
    }
}
