using TranslationService.Artifacts;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model.Checkpoints;
using TranslationService.Model.Search;
using TranslationService.Training.Averaging;
using TranslationService.Training.Tests.Runs;

namespace TranslationService.Training.Tests.Averaging;

public sealed class CheckpointAveragerTests(TrainedTinyRun trained) : IClassFixture<TrainedTinyRun>
{
    private readonly TinyRun _run = trained.Run;

    [Fact]
    public void The_weights_are_the_mean_of_the_last_checkpoints()
    {
        CheckpointAverager.Write(_run.RunFolder, 2, _run.PathOf("two"), TensorType.F32);

        var files = _run.Checkpoints.TakeLast(2).Select(c => c.Folder).Append(_run.PathOf("two"))
            .Select(f => SafetensorsFile.Open(Path.Combine(f, CheckpointFiles.Weights))).ToArray();
        foreach (var name in files[2].Names)
        {
            var (a, b) = (files[0].Read(name).Values, files[1].Read(name).Values);
            Assert.Equal(a.Zip(b, (x, y) => (float)(((double)x + y) / 2)), files[2].Read(name).Values);
        }

        Assert.NotEqual(files[0].Read(TensorNames.Embedding).Values, files[1].Read(TensorNames.Embedding).Values);
    }

    [Fact]
    public void The_probes_are_those_of_the_weights_as_they_were_rounded()
    {
        CheckpointAverager.Write(_run.RunFolder, 3, _run.PathOf("three"), TensorType.F16);

        using var model = ModelWeights.Load(_run.PathOf("three"));
        var config = ArtifactJson.Read<CheckpointConfig>(Path.Combine(_run.PathOf("three"), CheckpointFiles.Config));
        var probe = Assert.Single(ArtifactJson.Read<ProbeSet>(Path.Combine(_run.PathOf("three"), CheckpointFiles.Probes)).Probes);
        var logits = SafetensorsFile.Open(Path.Combine(_run.PathOf("three"), CheckpointFiles.ProbeLogits)).Read("logits.0");
        var search = new ReferenceBeamSearch(model, config.Vocabulary);
        Assert.Equal(3, config.Training!.AveragedCheckpoints);
        Assert.Equal("A boat.", probe.Text);
        Assert.Equal(search.ForcedLogits(probe.SourceIds, probe.TargetIds).Values, logits.Values);
        Assert.Equal([probe.TargetIds.Count, config.Vocabulary.Size], logits.Shape);
        Assert.Equal([1, 4, 5], probe.Searches.Select(s => s.BeamSize));
        Assert.All(probe.Searches, s => Assert.Equal(s.BeamSize, s.Hypotheses.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void More_checkpoints_than_there_are_cannot_be_averaged(int last)
    {
        var error = Assert.Throws<ArtifactException>(() => CheckpointAverager.Write(_run.RunFolder, last, _run.PathOf("mean"), TensorType.F32));

        Assert.Contains("has 3 checkpoints", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_run.PathOf("mean")));
    }

    [Fact]
    public void A_folder_that_exists_is_not_written_over()
    {
        Directory.CreateDirectory(_run.PathOf("there"));

        Assert.Throws<ArtifactException>(() => CheckpointAverager.Write(_run.RunFolder, 1, _run.PathOf("there"), TensorType.F32));
    }
}
