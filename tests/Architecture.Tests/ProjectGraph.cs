using System.Xml.Linq;

namespace TranslationService.Architecture.Tests;

/// <summary>Which project names which, read from the project files; a project goes by its file's name.</summary>
internal sealed class ProjectGraph
{
    private readonly Dictionary<string, Project> _projects;

    private ProjectGraph(IEnumerable<Project> projects) => _projects = projects.ToDictionary(project => project.Name, StringComparer.Ordinal);

    public IEnumerable<Project> Projects => _projects.Values;

    public Project this[string name] => _projects[name];

    public static ProjectGraph Load() => new(Repository.Files("*.csproj").Select(Project.Load));

    /// <summary>Every project that a project reaches, itself included.</summary>
    public IReadOnlySet<string> Closure(string name)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([name]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                _projects[next].References.ToList().ForEach(open.Push);
            }
        }

        return reached;
    }

    /// <summary>One project file.</summary>
    internal sealed record Project(string Name, string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
    {
        public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

        public static Project Load(string path)
        {
            var xml = XDocument.Load(Repository.PathTo(path));
            return new Project(
                System.IO.Path.GetFileNameWithoutExtension(path),
                path,
                [.. Includes(xml, "ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
                [.. Includes(xml, "PackageReference")]);
        }

        private static IEnumerable<string> Includes(XDocument xml, string element) =>
            xml.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
    }
}
