using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Decoding;

namespace TranslationService.Inference.Batching;

/// <summary>What a batch may hold.</summary>
/// <param name="MaxRows">The most decoder rows: the beam sizes of its sentences together. At least the widest beam.</param>
/// <param name="MaxTokens">The most source tokens of its sentences together. At least the longest source.</param>
internal sealed record BatchBudget(int MaxRows, int MaxTokens)
{
    // While newcomers are encoded the running sentences wait. 256 tokens take about as long as a few steps of 40 rows.
    private const int MaxJoiningTokens = 256;

    /// <exception cref="ArtifactException">A batch would have no room for the widest beam or for the model's longest source, which then waited for ever.</exception>
    public static void Check(EngineOptions options, ModelManifest manifest)
    {
        var longest = manifest.Architecture.MaxPositions;
        if (options.MaxBatchTokens < longest)
        {
            throw new ArtifactException($"Inference:MaxBatchTokens is {options.MaxBatchTokens}; the model's longest source has {longest} tokens");
        }

        if (options.MaxBatchRows < DecodingOptions.MaxBeamSize)
        {
            throw new ArtifactException($"Inference:MaxBatchRows is {options.MaxBatchRows}; the widest beam has {DecodingOptions.MaxBeamSize} rows");
        }
    }

    /// <summary>What may join a batch that has nothing running: nobody waits for its encoder.</summary>
    public BatchRoom Empty => new(MaxRows, MaxTokens, MaxTokens);

    /// <summary>What may join beside running sentences.</summary>
    /// <param name="rows">Their beam sizes together.</param>
    /// <param name="tokens">Their source tokens together.</param>
    public BatchRoom Beside(int rows, int tokens) => new(MaxRows - rows, MaxTokens - tokens, MaxJoiningTokens);
}
