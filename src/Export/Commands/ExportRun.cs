using TranslationService.Artifacts;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.Export.Verification;
using TranslationService.Inference;
using TranslationService.Inference.Sessions;

namespace TranslationService.Export.Commands;

/// <summary>One export: writes a package beside its destination, verifies it there, and only then puts it in its place.</summary>
internal sealed class ExportRun(ExportRequest request, TextWriter output)
{
    /// <summary>The largest difference of a logit between the fp32 graphs and TorchSharp that passes.</summary>
    public const float LogitsTolerance = 1e-4f;

    /// <summary>Exports.</summary>
    /// <exception cref="ArtifactException">The input is unsound, or the package failed its verification; its files then stay where the message says.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var unfinished = new UnfinishedPackage(request.Output);
        PackageWriter.WriteFiles(request.Checkpoint, unfinished.Folder, request.Options);
        var failure = Verify(ModelPackage.Open(unfinished.Folder));
        if (failure is not null)
        {
            unfinished.Keep();
            throw new ArtifactException($"verification failed: {failure}; nothing was put at {request.Output}, the files are in {unfinished.Folder}");
        }

        await CompareOnValidationSetAsync(ModelPackage.Open(unfinished.Folder), cancellationToken);
        Report(unfinished.Complete());
    }

    // What is wrong with the graphs; null where nothing is.
    private string? Verify(ModelPackage package)
    {
        var warnings = new LoadWarnings();
        var options = new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu };
        using var decoder = SentenceDecoder.Load(package, options, warnings);
        var report = new ProbeVerifier(decoder).Compare(request.Checkpoint);
        if (warnings.Messages.Count > 0)
        {
            return $"ONNX Runtime warns: {string.Join(" | ", warnings.Messages)}";
        }

        output.WriteLine("graphs: loaded by ONNX Runtime with no warning");
        if (report is null)
        {
            output.WriteLine("probes: the checkpoint has none, so the graphs were not compared with TorchSharp");
            return request.AllowUnverified
                ? null
                : "the checkpoint has no probes; Training's average command makes one that has, and --unverified exports without";
        }

        output.WriteLine($"probes: {report.Probes} sentences, largest difference of a logit {report.LargestLogitsDifference:0.0e0}");
        output.WriteLine($"greedy search: {report.Greedy}");
        output.WriteLine($"beam search: {report.Beam}");
        if (!float.IsFinite(report.LargestLogitsDifference))
        {
            return "logits are not finite numbers";
        }

        return request.Options.Precision == Precision.Fp32 && !(report.LargestLogitsDifference <= LogitsTolerance)
            ? $"a logit differs from TorchSharp's by {report.LargestLogitsDifference:0.0e0}, more than {LogitsTolerance:0e0}"
            : null;
    }

    private async Task CompareOnValidationSetAsync(ModelPackage package, CancellationToken cancellationToken)
    {
        if (request.Validation is not { } set)
        {
            return;
        }

        var score = await ValidationScorer.ScoreAsync(package, set, cancellationToken);
        output.WriteLine($"validation: {set.Sources.Count} sentences, {score}");
        if (request.Options.Precision == Precision.Fp32)
        {
            return;
        }

        var exact = await ExactScoreAsync(set, cancellationToken);
        output.WriteLine($"validation in fp32: {exact}");
        output.WriteLine($"loss by {request.Options.Precision}: {exact.Value - score.Value:0.00} BLEU");
    }

    private async Task<Evaluation.Bleu.BleuScore> ExactScoreAsync(ValidationSet set, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("export-fp32-");
        try
        {
            PackageWriter.WriteFiles(request.Checkpoint, folder.FullName, request.Options with { Precision = Precision.Fp32 });
            return await ValidationScorer.ScoreAsync(ModelPackage.Open(folder.FullName), set, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Report(ModelPackage package)
    {
        var bytes = new DirectoryInfo(package.Folder).EnumerateFiles().Sum(file => file.Length);
        output.WriteLine($"{request.Output}: {package.Manifest.Name} {package.Manifest.Version}, {package.Manifest.Precision}, {bytes / 1e6:0.0} MB");
    }
}
