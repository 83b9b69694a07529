namespace TranslationService.Inference.Diagnostics;

/// <summary>How far a request had come when its caller gave up.</summary>
internal enum CancelledStage
{
    /// <summary>It waited.</summary>
    Queue,

    /// <summary>Its batch was running.</summary>
    Decode,
}
