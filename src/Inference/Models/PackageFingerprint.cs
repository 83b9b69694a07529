using System.Security.Cryptography;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Models;

/// <summary>What a package's folder holds, as cheaply as one look tells: it is taken every few seconds.</summary>
/// <param name="Manifest">SHA-256 of the manifest, which names those of all other files; null where there is none to read.</param>
/// <param name="Files">Name, length and time of every file: they tell that a copy which was half there has gone on.</param>
internal sealed record PackageFingerprint(string? Manifest, string Files)
{
    /// <summary>Looks into a folder, or the one that a link leads to; it need not exist.</summary>
    public static PackageFingerprint Of(string folder) => new(HashOfManifest(folder), StampsOf(folder));

    private static string? HashOfManifest(string folder)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, ModelManifest.FileName))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string StampsOf(string folder)
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(folder).EnumerateFiles().Select(StampOf).Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string StampOf(FileInfo file)
    {
        var real = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        return real.Exists ? $"{file.Name} {real.Length} {real.LastWriteTimeUtc.Ticks}" : file.Name;
    }
}
