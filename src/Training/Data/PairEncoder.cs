using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Tokenization;

namespace TranslationService.Training.Data;

/// <summary>Turns a pair of lines into token ids.</summary>
internal sealed class PairEncoder
{
    private readonly SubwordTokenizer _tokenizer;

    /// <exception cref="ArtifactException">The tokeniser cannot be read, or the vocabulary has no token for a target language.</exception>
    public PairEncoder(VocabularyFolder vocabulary, IEnumerable<LanguagePair> directions)
    {
        _tokenizer = SubwordTokenizer.Load(vocabulary.TokenizerPath, vocabulary.Layout);
        foreach (var language in directions.Select(d => d.Target).Where(l => !vocabulary.Layout.TargetLanguages.Contains(l)))
        {
            throw new ArtifactException(
                $"{vocabulary.LayoutPath} has no token for the language {language}; it has {string.Join(", ", vocabulary.Layout.TargetLanguages)}");
        }
    }

    /// <summary>The pair's ids; none where a side is empty.</summary>
    public SentencePair? Encode(string source, string target, string targetLanguage)
    {
        var sourceIds = _tokenizer.EncodeSource(source, targetLanguage);
        var targetIds = _tokenizer.Encode(target);
        return sourceIds.Length == 2 || targetIds.Length == 0 ? null : new SentencePair(sourceIds, [.. targetIds, VocabularyLayout.EndId]);
    }
}
