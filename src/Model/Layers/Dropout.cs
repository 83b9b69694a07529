using TorchSharp;
using static TorchSharp.torch;

namespace TranslationService.Model.Layers;

/// <summary>Inverted dropout: what stays is divided by the chance to stay.</summary>
internal static class Dropout
{
    public static Tensor Apply(Tensor x, double probability, bool training) =>
        training && probability > 0 ? nn.functional.dropout(x, probability, training: true) : x;
}
