using TranslationService.Artifacts.Packages;

namespace TranslationService.Export.Tests.Graphs;

/// <summary>Runs a package's graphs by ONNX Runtime, without the service's engine: a batch of sentences, target ids forced, one step at a time.</summary>
internal interface IGraphRunner : IDisposable
{
    /// <summary>The runner for a package's layout.</summary>
    static IGraphRunner Open(ModelPackage package) => package.Manifest.Layout == GraphLayout.Ragged ? new RaggedRunner(package) : new PaddedRunner(package);

    /// <summary>Logits by sentence, hypothesis and step: [sentence][beam][target][vocabulary].</summary>
    float[][][][] Logits(IReadOnlyList<ForcedSentence> sentences);
}
