using System.Diagnostics.CodeAnalysis;
using TranslationService.Inference;

namespace TranslationService.Api.Configuration;

/// <summary>Everything that the service reads from its configuration, checked.</summary>
/// <param name="Service">The HTTP side.</param>
/// <param name="Engine">The engine's side.</param>
/// <param name="ModelFolders">The model packages' folders, which exist; each stands once.</param>
internal sealed record ServiceConfiguration(ServiceOptions Service, EngineOptions Engine, IReadOnlyList<string> ModelFolders)
{
    private const string ModelFoldersSetting = $"{EngineOptions.SectionName}:{nameof(EngineOptions.ModelFolders)}";

    /// <summary>Reads and checks it; writes what is wrong, a line each.</summary>
    public static bool TryRead(IConfiguration configuration, TextWriter errors, [NotNullWhen(true)] out ServiceConfiguration? read)
    {
        try
        {
            read = Read(configuration);
            return true;
        }
        catch (StartupException e)
        {
            e.Problems.ToList().ForEach(errors.WriteLine);
            read = null;
            return false;
        }
    }

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="StartupException">Something is wrong; it says all that is.</exception>
    public static ServiceConfiguration Read(IConfiguration configuration)
    {
        var reader = new OptionsReader(configuration);
        var service = reader.Read(ServiceOptions.SectionName, new ServiceOptionsValidator());
        var engine = reader.Read(EngineOptions.SectionName, new EngineOptionsValidator());
        var folders = engine.ModelFolders.Select(path => FindModel(path, reader)).ToList();
        foreach (var twice in folders.Where(folder => folder.Length > 0).GroupBy(folder => folder).Where(group => group.Count() > 1))
        {
            reader.Report($"{ModelFoldersSetting} names {twice.Key} {twice.Count()} times");
        }

        reader.ThrowIfWrong();
        return new ServiceConfiguration(service, engine, folders);
    }

    private static string FindModel(string path, OptionsReader reader)
    {
        var found = ModelFolder.Find(path, Environment.CurrentDirectory, AppContext.BaseDirectory);
        if (found is null)
        {
            var looked = $"neither from {Environment.CurrentDirectory} nor at or above {AppContext.BaseDirectory}";
            reader.Report($"{ModelFoldersSetting}: there is no folder {path}, {looked}");
        }

        return found is null ? "" : Path.TrimEndingDirectorySeparator(found);
    }
}
