namespace TranslationService.Inference.Sessions;

/// <summary>Which of a package's graphs.</summary>
internal enum GraphRole
{
    Encoder,

    DecoderStep,

    Reorder,

    Transfer,
}
