namespace TranslationService.Api.Configuration;

/// <summary>The service cannot start as it is configured. Each problem is one line for the person who configured it.</summary>
internal sealed class StartupException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    /// <summary>What is wrong, and what would be right.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
