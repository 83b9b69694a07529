namespace TranslationService.Inference.Diagnostics;

/// <summary>A phase of a request, for <c>mt_request_phase_duration_seconds</c>.</summary>
internal enum RequestPhase
{
    /// <summary>Text into segments.</summary>
    Split,

    /// <summary>Segments into ids.</summary>
    Tokenize,

    /// <summary>Waiting for a batch: the slowest segment's.</summary>
    Queue,

    /// <summary>The encoder: the slowest segment's.</summary>
    Encode,

    /// <summary>The search: the slowest segment's.</summary>
    Decode,

    /// <summary>Ids into text.</summary>
    Detokenize,
}
