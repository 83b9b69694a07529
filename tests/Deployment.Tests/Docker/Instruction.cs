namespace TranslationService.Deployment.Tests.Docker;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Stage">The stage's number, from 0; −1 before the first FROM.</param>
/// <param name="Name">In capitals, for example <c>COPY</c>.</param>
/// <param name="Arguments">The rest of it, continued lines joined by a space.</param>
internal sealed record Instruction(int Stage, string Name, string Arguments)
{
    /// <summary>The arguments that are not flags.</summary>
    public IReadOnlyList<string> Words =>
        [.. Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>A flag's value, or null; for example <c>from</c> of <c>--from=build</c>.</summary>
    public string? Flag(string name) => Arguments.Split(' ')
        .Where(word => word.StartsWith($"--{name}=", StringComparison.Ordinal))
        .Select(word => word[(name.Length + 3)..])
        .FirstOrDefault();
}
