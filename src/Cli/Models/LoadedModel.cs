using TranslationService.Artifacts.Checkpoints;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;

namespace TranslationService.Cli.Models;

/// <summary>A model that is ready to translate in one direction.</summary>
internal sealed class LoadedModel : IAsyncDisposable
{
    private readonly Translator _translator;

    private LoadedModel(Translator translator, LanguagePair direction, DecodingOptions decoding)
    {
        _translator = translator;
        Direction = direction;
        Decoding = decoding;
    }

    public ITranslator Translator => _translator;

    public LanguagePair Direction { get; }

    public DecodingOptions Decoding { get; }

    /// <exception cref="CommandException">The model has no such direction, or an option is out of bounds.</exception>
    /// <exception cref="Artifacts.ArtifactException">The package cannot be used.</exception>
    public static LoadedModel Load(
        string folder, (string? Source, string? Target) languages, EngineOptions engine, DecodingOptions decoding, TextWriter error)
    {
        if (new EngineOptionsValidator().Validate(null, engine) is { Failed: true, FailureMessage: var problem })
        {
            throw new CommandException(problem);
        }

        var package = ModelPackage.Open(folder);
        var direction = DirectionOf(package.Manifest.Directions, languages.Source, languages.Target);
        return new LoadedModel(Inference.Translator.Load(package, engine, new StandardErrorLogger(error)), direction, decoding);
    }

    public ValueTask DisposeAsync() => _translator.DisposeAsync();

    private static LanguagePair DirectionOf(IReadOnlyList<LanguagePair> directions, string? source, string? target)
    {
        var fitting = directions
            .Where(d => source is null || d.Source.Equals(source, StringComparison.OrdinalIgnoreCase))
            .Where(d => target is null || d.Target.Equals(target, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw new CommandException($"the model does not translate {source ?? "?"}-{target ?? "?"}; it translates {string.Join(", ", directions)}"),
            _ => throw new CommandException($"--source and --target must choose one of {string.Join(", ", fitting)}"),
        };
    }
}
