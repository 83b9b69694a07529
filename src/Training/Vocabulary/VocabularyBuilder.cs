using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Tokenization;

namespace TranslationService.Training.Vocabulary;

/// <summary>Makes a vocabulary: a SentencePiece model and the layout of all ids around it.</summary>
internal sealed class VocabularyBuilder(SpmTrain trainer, TextWriter report)
{
    /// <summary>The file that holds the <see cref="VocabularyLayout"/>, beside <see cref="CheckpointFiles.Tokenizer"/>.</summary>
    public const string LayoutFile = "vocabulary.json";

    /// <summary>Trains on the inputs and writes the output folder; it appears whole or not at all.</summary>
    /// <exception cref="ArtifactException">An option, a file or spm_train does not allow it.</exception>
    public VocabularyLayout Build(VocabularyOptions options)
    {
        var layout = options.Layout();
        var target = Path.Combine(options.Output, CheckpointFiles.Tokenizer);
        if (File.Exists(target))
        {
            throw new ArtifactException($"{options.Output} already holds a vocabulary, which checkpoints may depend on; choose another folder");
        }

        var text = DistinctLines.Of(options.Inputs, options.Sample);
        report.WriteLine($"{text.Read:N0} lines, {text.Distinct:N0} of them distinct; training on {text.Lines.Count:N0}");
        var work = Directory.CreateTempSubdirectory("vocabulary-");
        try
        {
            var model = Train(text, layout, options, work.FullName);
            SubwordTokenizer.Load(model, layout);
            Publish(model, target, layout, options.Output);
        }
        finally
        {
            work.Delete(recursive: true);
        }

        report.WriteLine($"{layout.PieceCount:N0} pieces, {VocabularyLayout.ByteTokens} bytes and the languages {string.Join(", ", layout.TargetLanguages)}: {layout.Size:N0} ids in {options.Output}");
        return layout;
    }

    private string Train(DistinctLines text, VocabularyLayout layout, VocabularyOptions options, string folder)
    {
        try
        {
            return trainer.Train(text.Lines, layout.PieceCount, folder);
        }
        catch (PieceCountException e)
        {
            var (problem, kind) = e.IsLargest ? ("more than this text gives", "largest") : ("too few for the characters of this text", "smallest");
            throw new ArtifactException($"--size {options.Size} is {problem}; the {kind} that works is {options.SizeFor(e.Possible)}", e);
        }
    }

    private static void Publish(string model, string target, VocabularyLayout layout, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            ArtifactJson.Write(Path.Combine(folder, LayoutFile), layout);
            File.Copy(model, target + ".tmp", overwrite: true);
            File.Move(target + ".tmp", target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{folder} cannot be written: {e.Message}", e);
        }
    }
}
