using System.CommandLine;
using TranslationService.Cli.Translation;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;
using TranslationService.Inference.Sessions;

namespace TranslationService.Cli.Models;

/// <summary>The options of every command that translates.</summary>
internal sealed class ModelArguments
{
    private static readonly DecodingOptions Defaults = new();

    private readonly Option<string?> _model = new("--model") { Description = "The model package's folder." };
    private readonly Option<string?> _source = new("--source") { Description = "The language translated from; may be left out where the model has one direction." };
    private readonly Option<string?> _target = new("--target") { Description = "The language translated into; may be left out where the model has one direction." };
    private readonly Option<int> _beam = new("--beam")
    {
        Description = $"Hypotheses kept at each step, 1 to {DecodingOptions.MaxBeamSize}.",
        DefaultValueFactory = _ => Defaults.BeamSize,
    };

    private readonly Option<float> _lengthPenalty = new("--length-penalty")
    {
        Description = "α: hypotheses are ranked by the sum of log-probabilities / length^α, 0 to 5.",
        DefaultValueFactory = _ => Defaults.LengthPenalty,
    };

    private readonly Option<float> _maxLengthRatio = new("--max-length-ratio")
    {
        Description = $"A translation has at most this times the source's tokens, and {Defaults.MaxLengthMargin} more.",
        DefaultValueFactory = _ => Defaults.MaxLengthRatio,
    };

    private readonly Option<int> _workers = new("--workers") { Description = "Batches that run at the same time; 0: one a core." };
    private readonly Option<ExecutionProvider> _provider = new("--provider")
    {
        Description = "Where the model runs: cpu, cuda, or auto: CUDA where it can start.",
        DefaultValueFactory = _ => ExecutionProvider.Cpu,
    };

    private readonly Option<bool> _progress = new("--progress") { Description = "Report progress on standard error even where that is no terminal." };

    /// <summary>The options, to be added to a command.</summary>
    public IEnumerable<Option> All => [_model, _source, _target, _beam, _lengthPenalty, _maxLengthRatio, _workers, _provider, _progress];

    /// <summary>Whether a model was named.</summary>
    public bool NamesModel(ParseResult result) => result.GetValue(_model) is not null;

    /// <summary>A counter where somebody looks at it: on a terminal, or where it was asked for.</summary>
    public Progress? ProgressFor(ParseResult result, StandardStreams streams) =>
        streams.ErrorTarget == ErrorTarget.Terminal || result.GetValue(_progress)
            ? new Progress(streams.Error, streams.ErrorTarget, TimeProvider.System)
            : null;

    /// <summary>Loads what the command line names.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="nBest">Hypotheses to return.</param>
    /// <param name="error">Where the engine's warnings go.</param>
    /// <exception cref="CommandException">No model was named, or it has no such direction.</exception>
    /// <exception cref="Artifacts.ArtifactException">The package cannot be used.</exception>
    public LoadedModel Load(ParseResult result, int nBest, TextWriter error)
    {
        var folder = result.GetValue(_model) ?? throw new CommandException("--model must name a model package's folder");
        var decoding = new DecodingOptions
        {
            BeamSize = result.GetValue(_beam),
            NBest = nBest,
            LengthPenalty = result.GetValue(_lengthPenalty),
            MaxLengthRatio = result.GetValue(_maxLengthRatio),
        };
        var engine = new EngineOptions
        {
            ModelFolders = [folder],
            Workers = result.GetValue(_workers),
            ExecutionProvider = result.GetValue(_provider),

            // A file's line may be a whole book, here the chunks bound what waits, and nobody is in a hurry.
            QueueCapacity = 1_000_000,
            MaxTextCharacters = 10_000_000,
            MaxRequestTokens = 1 << 30,
            QueueTimeoutSeconds = 0,
            RequestTimeoutSeconds = 0,
        };
        return LoadedModel.Load(folder, (result.GetValue(_source), result.GetValue(_target)), engine, decoding, error);
    }
}
