using TranslationService.Artifacts.Text;
using TranslationService.Tokenization.Segmentation;

namespace TranslationService.Engine.Benchmarks.Models;

/// <summary>
/// English sentences as people write them: half from tatoeba's test set (6 words a line), half from ntrex (21), where the shared data is at hand
/// (TRANSLATION_SHARED_DATA, or shared/data beside the checkout), or else the sentences that the repository ships.
/// </summary>
/// <param name="Origin">Where they come from, for the report.</param>
/// <param name="Sentences">In an order that a seed decides; each is one segment.</param>
internal sealed record RealSentences(string Origin, IReadOnlyList<string> Sentences)
{
    private const int Seed = 3;

    public static RealSentences Load() =>
        Load(Environment.GetEnvironmentVariable("TRANSLATION_SHARED_DATA") ?? Path.Combine(Checkout.Root, "..", "shared", "data"));

    /// <param name="data">The shared data's folder, which need not be there.</param>
    internal static RealSentences Load(string data)
    {
        var (tatoeba, ntrex) = (Path.Combine(data, "tatoeba-en-de", "test.en.gz"), Path.Combine(data, "ntrex", "test.en.gz"));
        if (!File.Exists(tatoeba) || !File.Exists(ntrex))
        {
            return new RealSentences("tests/TestData/sentences.en.txt", Shuffled(SegmentsOf(Checkout.PathTo("tests", "TestData", "sentences.en.txt"))));
        }

        var (shorter, longer) = (SegmentsOf(tatoeba), SegmentsOf(ntrex));
        var half = Math.Min(shorter.Count, longer.Count);
        return new RealSentences("tatoeba-en-de and ntrex, half and half", Shuffled([.. shorter.Take(half), .. longer.Take(half)]));
    }

    // Lines of one segment only, so that an arrival is a sentence for whoever batches them.
    private static List<string> SegmentsOf(string path) =>
        [.. TextLines.Read(path).Where(line => SentenceSegmenter.Split(line, "en").Segments.Count == 1)];

    private static string[] Shuffled(List<string> sentences)
    {
        var shuffled = sentences.ToArray();
        new Random(Seed).Shuffle(shuffled);
        return shuffled;
    }
}
