namespace TranslationService.Architecture.Tests;

public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> AllowedArrows = new(StringComparer.Ordinal)
    {
        ["Artifacts"] = [],
        ["Tokenization"] = ["Artifacts"],
        ["Evaluation"] = [],
        ["Model"] = ["Artifacts"],
        ["Training"] = ["Model", "Tokenization", "Artifacts", "Evaluation"],
        ["Inference"] = ["Artifacts", "Tokenization"],
        ["Export"] = ["Artifacts", "Inference", "Evaluation"],
        ["Cli"] = ["Inference", "Evaluation"],
        ["Api"] = ["Inference"],
    };

    private static readonly ProjectGraph Graph = ProjectGraph.Load();

    [Fact]
    public void Every_project_under_src_has_its_arrows_written_down_here() =>
        Assert.Equal(AllowedArrows.Keys.Order(), Graph.Projects.Where(project => project.IsIn("src")).Select(project => project.Name).Order());

    [Fact]
    public void The_projects_reference_each_other_by_the_allowed_arrows_only() =>
        Assert.All(AllowedArrows, arrows => Assert.Equal(arrows.Value.Order(), Graph[arrows.Key].References.Order()));

    [Fact]
    public void Only_the_model_names_TorchSharp_or_libtorch()
    {
        var users = Graph.Projects.Where(project => project.Packages.Any(Torch.IsTorch)).Select(project => project.Name);

        Assert.Equal(["Model"], users);
    }

    [Fact]
    public void Artifacts_and_Evaluation_need_no_package()
    {
        Assert.Empty(Graph["Artifacts"].Packages);
        Assert.Empty(Graph["Evaluation"].Packages);
    }

    [Fact]
    public void Only_the_parity_tests_see_both_the_model_and_inference()
    {
        var seesBoth = Graph.Projects
            .Select(project => project.Name)
            .Where(name => Graph.Closure(name) is var closure && closure.Contains("Model") && closure.Contains("Inference"))
            .Where(name => name != "Parity.Tests");

        Assert.Empty(seesBoth);
    }

    [Fact]
    public void The_solution_holds_every_project_so_that_every_test_runs()
    {
        var solution = File.ReadAllText(Repository.PathTo("TranslationService.sln")).Replace('\\', '/');

        Assert.All(Graph.Projects, project => Assert.Contains($"\"{project.Path}\"", solution, StringComparison.Ordinal));
    }
}
