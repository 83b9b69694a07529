using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>The one embedding of both sides and of the output projection, and the fixed positions.</summary>
internal sealed class TokenEmbedding : nn.Module
{
    private readonly LayerSettings _settings;

    // [vocabulary, d_model]. No nn.Embedding around it: TorchSharp registers a module that stands in a field by itself, so the optimiser met
    // this weight twice, under two names, and moved it twice a step.
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;
    [ComponentName(Name = "positions")]
    private readonly Tensor _positions; // [positions, d_model]; a function of the config, so no checkpoint holds it

    public TokenEmbedding(LayerSettings settings)
        : base(nameof(TokenEmbedding))
    {
        _settings = settings;
        var config = settings.Config;
        _weight = new Parameter(empty(config.VocabularySize, config.ModelDimension));
        nn.init.normal_(_weight, 0, 1 / Math.Sqrt(config.ModelDimension));
        _positions = tensor(SinusoidalPositions.Table(config.MaxPositions, config.ModelDimension), [config.MaxPositions, config.ModelDimension]);
        register_buffer("positions", _positions, persistent: false);
        RegisterComponents();
    }

    /// <summary>dropout(√d_model · E[id] + position): ids [S, T] to [S, T, d_model].</summary>
    public Tensor Embed(Tensor ids)
    {
        var length = ids.shape[1];
        if (length > _settings.Config.MaxPositions)
        {
            throw new ArgumentException($"A sequence of {length} tokens does not fit maxPositions, {_settings.Config.MaxPositions}.", nameof(ids));
        }

        var rows = _weight.index_select(0, ids.flatten()).unflatten(0, ids.shape); // [S, T, d_model]
        var scaled = rows * Math.Sqrt(_settings.Config.ModelDimension);
        return Dropout.Apply(scaled + _positions.slice(0, 0, length, 1), _settings.Dropout.Residual, training);
    }

    /// <summary>hidden [..., d_model] to logits [..., vocabulary] in fp32.</summary>
    public Tensor Project(Tensor hidden) => Products.Linear(hidden, _weight, null, _settings.Precision).to(float32);
}
