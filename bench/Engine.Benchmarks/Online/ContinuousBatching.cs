using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference;
using TranslationService.Inference.Decoding;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>The product: a sentence joins the running batch at the next step and is answered when it is done.</summary>
internal sealed class ContinuousBatching : IBatchingPolicy
{
    private readonly Translator _translator;
    private readonly DecodingOptions _decoding;

    public ContinuousBatching(ModelPackage package, EngineOptions options, DecodingOptions decoding)
    {
        _translator = Translator.Load(package, options, NullLogger.Instance);
        _decoding = decoding;
    }

    public string Name => "continuous";

    public async Task<string> TranslateAsync(string sentence)
    {
        var request = new TextRequest(sentence, _translator.Manifest.Directions[0], _decoding);
        return (await _translator.TranslateAsync([request], CancellationToken.None))[0].Text;
    }

    public ValueTask DisposeAsync() => _translator.DisposeAsync();
}
