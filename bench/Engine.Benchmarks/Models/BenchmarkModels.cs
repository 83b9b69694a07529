using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Packages;
using TranslationService.Export.Packages;
using TranslationService.TinyModels;

namespace TranslationService.Engine.Benchmarks.Models;

/// <summary>
/// The packages that are measured. Those that do not ship are made once, under artifacts/bench, and made anew when the exporter's code has changed.
/// </summary>
internal static class BenchmarkModels
{
    /// <summary>The name of the model that ships, among the names of <see cref="ModelShape"/>.</summary>
    public const string Shipped = "shipped";

    private const int Seed = 1;

    // Other code may write other graphs or other weights.
    private static readonly string Fingerprint = string.Concat(
        new[] { typeof(PackageWriter), typeof(TransformerConfig), typeof(TinyCheckpoint) }.Select(type => type.Module.ModuleVersionId.ToString("N")[..4]));

    private static string Root => Checkout.PathTo("artifacts", "bench", Fingerprint);

    /// <summary>A package by the name of its model; the scheme is that of random weights only.</summary>
    public static ModelPackage Open(string model, Precision precision, ResidualScheme scheme) =>
        model == Shipped ? OpenShipped(precision) : OpenRandom(ShapeOf(model), precision, scheme);

    /// <summary>Removes what an earlier build's exporter wrote: shape B alone has half a gigabyte.</summary>
    public static void RemoveStale()
    {
        var all = new DirectoryInfo(Checkout.PathTo("artifacts", "bench"));
        foreach (var folder in all.Exists ? all.EnumerateDirectories().Where(folder => folder.Name != Fingerprint) : [])
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A checkpoint of random weights, also for another engine to read.</summary>
    public static string Checkpoint(string model, ResidualScheme scheme)
    {
        var folder = Path.Combine(Root, $"checkpoint-{model}-{scheme}");
        if (!Directory.Exists(folder))
        {
            // Written beside its place and moved there, so that what is there is whole.
            var unfinished = $"{folder}.unfinished-{Environment.ProcessId}";
            TinyCheckpoint.Write(unfinished, ShapeOf(model).Config(scheme), Seed);
            Directory.Move(unfinished, folder);
        }

        return folder;
    }

    private static ModelShape ShapeOf(string model) =>
        ModelShape.All.SingleOrDefault(shape => shape.Name == model) ?? throw new BenchmarkException($"{model} is no model; known are S, B and {Shipped}");

    private static ModelPackage OpenRandom(ModelShape shape, Precision precision, ResidualScheme scheme) =>
        Existing($"{shape.Name}-{scheme}-{precision}", () => Checkpoint(shape.Name, scheme), precision);

    private static ModelPackage OpenShipped(Precision precision) => precision == Precision.Int8
        ? ModelPackage.Open(Checkout.PathTo("models", "en-de-int8"))
        : Existing($"{Shipped}-{precision}", () => Checkout.PathTo("models", "en-de"), precision);

    private static ModelPackage Existing(string name, Func<string> checkpoint, Precision precision)
    {
        var folder = Path.Combine(Root, name);
        if (Directory.Exists(folder))
        {
            return ModelPackage.Open(folder);
        }

        Directory.CreateDirectory(Root);
        return PackageWriter.Write(checkpoint(), folder, new PackageOptions { Precision = precision, Layout = precision == Precision.Fp16 ? GraphLayout.Padded : GraphLayout.Ragged, Version = "1" });
    }
}
