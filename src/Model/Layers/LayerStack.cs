using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Layers, one above the other, and the final normalisation where the scheme has one.</summary>
internal sealed class LayerStack<TLayer> : nn.Module
    where TLayer : nn.Module
{
    private readonly LayerSettings _settings;
    [ComponentName(Name = "layers")]
    private readonly ModuleList<TLayer> _layers;
    [ComponentName(Name = "final_norm")]
    private readonly LayerNorm? _finalNorm;

    public LayerStack(LayerSettings settings, int layers, Func<LayerSettings, TLayer> layer)
        : base(nameof(LayerStack<TLayer>))
    {
        var config = settings.Config;
        _settings = settings;
        _layers = new ModuleList<TLayer>([.. Enumerable.Range(0, layers).Select(_ => layer(settings))]);
        if (config.HasFinalNorm)
        {
            _finalNorm = nn.LayerNorm(config.ModelDimension, config.FinalNormEpsilon);
        }

        RegisterComponents();
    }

    /// <summary>e [S, T, d_model] to the stack's output [S, T, d_model].</summary>
    public Tensor Run(Tensor embedded, Action<TLayer, ResidualStream> advance)
    {
        var stream = new ResidualStream(_settings.Config, training ? _settings.Dropout.Residual : 0, embedded);
        foreach (var layer in _layers)
        {
            advance(layer, stream);
        }

        return stream.Output(_finalNorm);
    }
}
