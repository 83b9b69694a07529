namespace TranslationService.Inference.Decoding;

/// <summary>Whether a search stops as soon as its n-best can no longer change.</summary>
internal enum EarlyTermination
{
    /// <summary>The default: same n-best, fewer steps.</summary>
    On,

    /// <summary>The definition, word for word; the oracle of the tests.</summary>
    Off,
}
