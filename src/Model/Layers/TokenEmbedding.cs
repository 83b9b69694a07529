using TorchSharp;
using TorchSharp.Modules;
using TranslationService.Artifacts.Architecture;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>The one embedding of both sides and of the output projection, and the fixed positions.</summary>
internal sealed class TokenEmbedding : nn.Module
{
    private readonly LayerSettings _settings;
    private readonly Embedding _table; // [vocabulary, d_model]
    private readonly Tensor _positions; // [positions, d_model]; a function of the config, so no checkpoint holds it

    public TokenEmbedding(LayerSettings settings)
        : base(nameof(TokenEmbedding))
    {
        _settings = settings;
        var config = settings.Config;
        _table = nn.Embedding(config.VocabularySize, config.ModelDimension);
        nn.init.normal_(_table.weight!, 0, 1 / Math.Sqrt(config.ModelDimension));
        _positions = tensor(SinusoidalPositions.Table(config.MaxPositions, config.ModelDimension), [config.MaxPositions, config.ModelDimension]);
        register_parameter("weight", _table.weight!); // its own module would put a second name into the checkpoint
        register_buffer("positions", _positions, persistent: false);
    }

    /// <summary>dropout(√d_model · E[id] + position): ids [S, T] to [S, T, d_model].</summary>
    public Tensor Embed(Tensor ids)
    {
        var length = ids.shape[1];
        if (length > _settings.Config.MaxPositions)
        {
            throw new ArgumentException($"A sequence of {length} tokens does not fit maxPositions, {_settings.Config.MaxPositions}.", nameof(ids));
        }

        var scaled = _table.call(ids) * Math.Sqrt(_settings.Config.ModelDimension);
        return Dropout.Apply(scaled + _positions.slice(0, 0, length, 1), _settings.Dropout.Residual, training);
    }

    /// <summary>hidden [..., d_model] to logits [..., vocabulary] in fp32.</summary>
    public Tensor Project(Tensor hidden) => Products.Linear(hidden, _table.weight!, null, _settings.Precision).to(float32);
}
