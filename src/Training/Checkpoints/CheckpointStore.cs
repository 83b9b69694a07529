using System.Globalization;
using TranslationService.Training.Native;

namespace TranslationService.Training.Checkpoints;

/// <summary>
/// The checkpoint folders <c>step-NNNNNNNN</c> of a run. One is written beside under another name, flushed to the disk and renamed: whatever
/// has the name is whole, at whatever moment the process is killed.
/// </summary>
internal sealed class CheckpointStore(string runFolder)
{
    private const string Prefix = "step-";
    private const string UnfinishedPrefix = "unfinished-";

    /// <summary>Complete checkpoints, oldest first.</summary>
    public IReadOnlyList<(long Step, string Folder)> All => !Directory.Exists(runFolder) ? [] :
    [
        .. Directory.EnumerateDirectories(runFolder, Prefix + "*")
            .Select(folder => (Step: long.Parse(Path.GetFileName(folder)[Prefix.Length..], CultureInfo.InvariantCulture), folder))
            .OrderBy(c => c.Step),
    ];

    /// <summary>The folder of a step's checkpoint.</summary>
    public string FolderOf(long step) => Path.Combine(runFolder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D8}"));

    /// <summary>Writes a checkpoint by way of <paramref name="fill"/>, which gets a folder of its own.</summary>
    public void Write(long step, Action<string> fill)
    {
        var folder = FolderOf(step);
        if (Directory.Exists(folder))
        {
            return; // what a step leaves is a function of the step
        }

        var unfinished = Path.Combine(runFolder, $"{UnfinishedPrefix}{step:D8}");
        Directory.CreateDirectory(runFolder);
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        fill(unfinished);
        DurableFolder.Flush(unfinished);
        Directory.Move(unfinished, folder);
        DurableFolder.FlushEntries(runFolder);
    }

    /// <summary>Deletes all but the newest <paramref name="keepLast"/> and the best, and what killed processes left behind.</summary>
    public void Prune(int keepLast, long? bestStep)
    {
        foreach (var (step, folder) in All.SkipLast(keepLast).Where(c => c.Step != bestStep))
        {
            // Renamed first: half of a deleted checkpoint must not look like a whole one.
            var doomed = Path.Combine(runFolder, $"{UnfinishedPrefix}{step:D8}");
            Directory.Move(folder, doomed);
        }

        foreach (var folder in Directory.EnumerateDirectories(runFolder, UnfinishedPrefix + "*"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
