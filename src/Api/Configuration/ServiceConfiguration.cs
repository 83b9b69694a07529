using System.Diagnostics.CodeAnalysis;
using TranslationService.Inference;

namespace TranslationService.Api.Configuration;

/// <summary>Everything that the service reads from its configuration, checked.</summary>
/// <param name="Service">The HTTP side.</param>
/// <param name="Engine">The engine's side.</param>
/// <param name="ModelFolder">The model package's folder, which exists.</param>
internal sealed record ServiceConfiguration(ServiceOptions Service, EngineOptions Engine, string ModelFolder)
{
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
        var folder = FindModel(engine, reader);
        reader.ThrowIfWrong();
        return new ServiceConfiguration(service, engine, folder);
    }

    private static string FindModel(EngineOptions engine, OptionsReader reader)
    {
        const string setting = $"{EngineOptions.SectionName}:{nameof(EngineOptions.ModelFolders)}";
        if (engine.ModelFolders.Count > 1)
        {
            reader.Report($"{setting} names {engine.ModelFolders.Count} folders; this version serves one model");
        }

        if (engine.ModelFolders is not [var path, ..])
        {
            return "";
        }

        var found = Configuration.ModelFolder.Find(path, Environment.CurrentDirectory, AppContext.BaseDirectory);
        if (found is null)
        {
            var looked = $"neither from {Environment.CurrentDirectory} nor at or above {AppContext.BaseDirectory}";
            reader.Report($"{setting}: there is no folder {path}, {looked}");
        }

        return found ?? "";
    }
}
