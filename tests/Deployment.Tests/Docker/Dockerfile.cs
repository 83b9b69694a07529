using TranslationService.Architecture.Tests;

namespace TranslationService.Deployment.Tests.Docker;

/// <summary>A Dockerfile's instructions.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(IReadOnlyList<Instruction> instructions) => Instructions = instructions;

    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>The instructions of the last stage, which is the image.</summary>
    public IEnumerable<Instruction> Image => Instructions.Where(instruction => instruction.Stage == Instructions[^1].Stage);

    /// <summary>What COPY takes from the build context, not from another stage; arguments such as <c>${MODEL}</c> stay as they are.</summary>
    public IReadOnlyList<string> Sources =>
    [
        .. Instructions.Where(instruction => instruction.Name == "COPY" && instruction.Flag("from") is null).SelectMany(copy => copy.Words.SkipLast(1)),
    ];

    /// <summary>The image's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => Image
        .Where(instruction => instruction.Name == "ENV")
        .SelectMany(instruction => instruction.Words)
        .Select(word => word.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The default of an ARG of the image.</summary>
    public string Default(string argument) => Image
        .Where(instruction => instruction.Name == "ARG")
        .Select(instruction => instruction.Arguments.Split('=', 2))
        .Single(pair => pair[0] == argument)[1];

    public static Dockerfile Load(string path)
    {
        var stage = -1;
        var instructions = new List<Instruction>();
        foreach (var words in LogicalLines(path).Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)))
        {
            stage += words[0] == "FROM" ? 1 : 0;
            instructions.Add(new Instruction(stage, words[0], words[1]));
        }

        return new Dockerfile(instructions);
    }

    /// <summary>The arguments of an instruction that the image has exactly once.</summary>
    public string Single(string name) => Assert.Single(Image, instruction => instruction.Name == name).Arguments;

    private static IEnumerable<string> LogicalLines(string path)
    {
        var lines = File.ReadLines(Repository.PathTo(path)).Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#'));
        return string.Join('\n', lines).Replace("\\\n", " ").Split('\n').Select(line => line.Trim());
    }
}
