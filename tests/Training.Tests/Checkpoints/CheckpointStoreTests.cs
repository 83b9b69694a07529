using TranslationService.Training.Checkpoints;

namespace TranslationService.Training.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoint-store-tests-").FullName;
    private readonly CheckpointStore _store;

    public CheckpointStoreTests() => _store = new CheckpointStore(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_could_not_be_written_to_its_end_is_no_checkpoint()
    {
        Assert.Throws<InvalidOperationException>(() => _store.Write(3, folder =>
        {
            File.WriteAllText(Path.Combine(folder, "half"), "written");
            throw new InvalidOperationException();
        }));

        Assert.Empty(_store.All);
        _store.Write(3, folder => File.WriteAllText(Path.Combine(folder, "whole"), "written"));
        Assert.Equal(["whole"], Directory.EnumerateFiles(Assert.Single(_store.All).Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void They_are_in_the_order_of_their_steps()
    {
        foreach (var step in (long[])[20, 3, 100_000_000, 7])
        {
            _store.Write(step, _ => { });
        }

        Assert.Equal([3, 7, 20, 100_000_000], _store.All.Select(c => c.Step));
    }

    [Fact]
    public void Pruning_keeps_the_newest_and_the_best_and_sweeps_what_was_left_unfinished()
    {
        for (var step = 1; step <= 5; step++)
        {
            _store.Write(step, _ => { });
        }

        Directory.CreateDirectory(Path.Combine(_folder, "unfinished-00000006"));

        _store.Prune(keepLast: 2, bestStep: 2);

        Assert.Equal([2, 4, 5], _store.All.Select(c => c.Step));
        Assert.Equal(3, Directory.EnumerateDirectories(_folder).Count());
    }
}
