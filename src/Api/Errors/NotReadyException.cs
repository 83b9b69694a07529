namespace TranslationService.Api.Errors;

/// <summary>The model is not loaded yet, or will not be any more since the service stops.</summary>
internal sealed class NotReadyException(string message) : Exception(message)
{
    /// <summary>It is not loaded yet.</summary>
    public NotReadyException()
        : this("The model is being loaded; try again in a few seconds")
    {
    }
}
