using TranslationService.Artifacts.Architecture;

namespace TranslationService.Model.Layers;

/// <summary>What every layer of a model is built from.</summary>
internal sealed record LayerSettings(TransformerConfig Config, DropoutConfig Dropout, ComputePrecision Precision);
