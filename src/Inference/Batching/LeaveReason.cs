namespace TranslationService.Inference.Batching;

/// <summary>Why a sentence left its batch.</summary>
internal enum LeaveReason
{
    /// <summary>Its best hypothesis ended by itself.</summary>
    Eos,

    /// <summary>Its best hypothesis was cut off at the length limit.</summary>
    Length,

    /// <summary>Nobody waits for it any more.</summary>
    Cancelled,

    /// <summary>The engine failed on it.</summary>
    Failed,
}
