namespace TranslationService.Artifacts;

/// <summary>A checkpoint or a model package cannot be used. The message is one line that names the file, what is wrong and what would be right.</summary>
public sealed class ArtifactException : Exception
{
    /// <summary>With a message for a person.</summary>
    public ArtifactException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for a person and the cause.</summary>
    public ArtifactException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
