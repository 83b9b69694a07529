namespace TranslationService.Inference.Sessions.Device;

/// <summary>
/// What the sentences of a lane have in common, rounded up so that few distinct shapes exist: a GPU's arena keeps memory for every shape that it has seen.
/// </summary>
/// <param name="BeamSize">B, the rows of each sentence.</param>
/// <param name="SourceTokens">T, the tokens that a source has room for.</param>
/// <param name="Capacity">C, the tokens that a row's cache has room for; a multiple of <see cref="BlockTokens"/>.</param>
internal readonly record struct LaneShape(int BeamSize, int SourceTokens, int Capacity)
{
    /// <summary>Cached tokens move in blocks of that many.</summary>
    public const int BlockTokens = 16;

    // Room for the target beyond twice the source: the service's own limits ask for 20 tokens, so that a source of any length stays in the lane of its length.
    private const int TargetMargin = 32;

    /// <summary>The smallest shape in which a sentence fits. Source lengths go by powers of two, and the length of the source decides the room for the target.</summary>
    /// <param name="beamSize">Its beam.</param>
    /// <param name="sourceTokens">At most <paramref name="maxPositions"/>.</param>
    /// <param name="maxTargetTokens">At most <paramref name="maxPositions"/>.</param>
    /// <param name="maxPositions">The model's.</param>
    public static LaneShape For(int beamSize, int sourceTokens, int maxTargetTokens, int maxPositions)
    {
        var most = InBlocks(maxPositions);
        for (var tokens = BlockTokens; tokens < most; tokens *= 2)
        {
            var capacity = Math.Min((2 * tokens) + TargetMargin, most);
            if (sourceTokens <= tokens && maxTargetTokens <= capacity)
            {
                return new LaneShape(beamSize, tokens, capacity);
            }
        }

        return new LaneShape(beamSize, maxPositions, most);
    }

    private static int InBlocks(int tokens) => (tokens + BlockTokens - 1) / BlockTokens * BlockTokens;
}
