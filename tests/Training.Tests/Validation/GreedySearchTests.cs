using TorchSharp;
using TranslationService.Artifacts.Architecture;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Model;
using TranslationService.Model.Search;
using TranslationService.Training.Validation;

namespace TranslationService.Training.Tests.Validation;

public sealed class GreedySearchTests
{
    [Fact]
    public void A_batch_is_searched_as_beam_one_searches_each_sentence()
    {
        var layout = new VocabularyLayout { PieceCount = 30, TargetLanguages = ["de"] };
        torch.random.manual_seed(3);
        using var model = new Transformer(new TransformerConfig
        {
            Scheme = ResidualScheme.PreLN, ModelDimension = 16, FeedForwardDimension = 32, AttentionHeads = 2, EncoderLayers = 1, DecoderLayers = 1,
            VocabularySize = layout.Size, MaxPositions = 64,
        });
        model.eval();
        int[][] sources = [[layout.FirstLanguageId, 5, 6, 7, 8, 3], [layout.FirstLanguageId, 9, 3], [layout.FirstLanguageId, 29, 4, 12, 3]];

        var batched = new GreedySearch(model, layout).Search(sources);

        var reference = new ReferenceBeamSearch(model, layout);
        var options = new ReferenceSearchOptions { BeamSize = 1, MinTargetTokens = 0, MaxTargetTokens = 22 };
        foreach (var (source, ids) in sources.Zip(batched))
        {
            // At the length limit the reference ends with the end token; the batch just stops.
            Assert.Equal(reference.Search(source, options)[0].Ids, ids);
        }
    }
}
