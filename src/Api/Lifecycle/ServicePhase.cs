namespace TranslationService.Api.Lifecycle;

/// <summary>Where the service is in its life.</summary>
internal enum ServicePhase
{
    /// <summary>The server listens; the model is being loaded.</summary>
    Loading,

    /// <summary>It translates.</summary>
    Ready,

    /// <summary>It was told to stop: it says that it is not ready, and answers what still comes until the server stops accepting.</summary>
    Draining,

    /// <summary>The model cannot be loaded; the process ends.</summary>
    Failed,
}
