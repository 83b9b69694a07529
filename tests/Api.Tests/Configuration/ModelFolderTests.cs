using TranslationService.Api.Configuration;

namespace TranslationService.Api.Tests.Configuration;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("model-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_relative_folder_is_first_looked_up_in_the_working_directory()
    {
        var there = Make("work/models/m");
        Make("program/models/m");

        Assert.Equal(there, ModelFolder.Find("models/m", Make("work"), Make("program")));
    }

    [Fact]
    public void Then_at_and_above_the_program()
    {
        var there = Make("models/m");

        Assert.Equal(there, ModelFolder.Find("models/m", Make("work"), Make("src/Api/bin/Debug")));
    }

    [Fact]
    public void An_absolute_folder_is_taken_as_it_is()
    {
        var there = Make("elsewhere");

        Assert.Equal(there, ModelFolder.Find(there, Make("work"), Make("program")));
    }

    [Fact]
    public void What_is_nowhere_is_not_found() => Assert.Null(ModelFolder.Find("models/missing-everywhere", _root, _root));

    private string Make(string folder) => Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;
}
