namespace TranslationService.Inference.Diagnostics;

/// <summary>How far a request had come when its caller gave up.</summary>
internal enum CancelledStage
{
    /// <summary>All of it waited.</summary>
    Queue,

    /// <summary>Some of it was in a batch, or through one.</summary>
    Decode,
}
