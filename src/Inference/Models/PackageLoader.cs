using Microsoft.Extensions.Logging;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Models;

/// <summary>Takes a package from its folder to a model that is loaded and warm. What is wrong with one is a sentence that names its folder or file.</summary>
internal sealed class PackageLoader(EngineOptions options, ILogger logger, TimeProvider clock)
{
    /// <summary>Reads the manifest and checks the files.</summary>
    /// <exception cref="ArtifactException">The package cannot be used.</exception>
    public static OpenedPackage Open(string folder)
    {
        try
        {
            var real = RealPath.Of(folder);
            var fingerprint = PackageFingerprint.Of(real);
            var package = ModelPackage.Open(real);
            return package.Manifest.Directions.Count > 0
                ? new OpenedPackage(package, fingerprint)
                : throw new ArtifactException($"{Path.Combine(real, ModelManifest.FileName)} names no direction; a model translates at least one");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{folder} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Loads the graphs and translates a few texts with them.</summary>
    /// <exception cref="ArtifactException">The package cannot be used.</exception>
    public async Task<ServedModel> LoadAsync(OpenedPackage opened, CancellationToken cancellationToken)
    {
        // Seconds of work, which the thread that asks for it need not wait for.
        var translator = await Task.Run(() => Translator.Load(opened.Package, options, logger, clock), cancellationToken);
        try
        {
            await WarmUpAsync(translator, opened.Package, cancellationToken);
            if (PackageFingerprint.Of(opened.Package.Folder) != opened.Fingerprint)
            {
                throw new ArtifactException($"{opened.Package.Folder} changed while it was loaded; put a package beside it and rename it or switch a link");
            }

            return new ServedModel(translator, opened.Fingerprint, clock.GetUtcNow());
        }
        catch
        {
            await translator.DisposeAsync();
            throw;
        }
    }

    private static async Task WarmUpAsync(Translator translator, ModelPackage package, CancellationToken cancellationToken)
    {
        try
        {
            await translator.WarmUpAsync(cancellationToken);
        }
        catch (TranslationException e)
        {
            throw new ArtifactException($"{package.Folder}: the graphs load, but do not translate: {(e.InnerException ?? e).Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
