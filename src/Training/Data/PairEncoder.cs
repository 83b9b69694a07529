using Microsoft.ML.Tokenizers;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Data;

/// <summary>Turns a pair of lines into token ids.</summary>
internal sealed class PairEncoder
{
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly VocabularyLayout _vocabulary;
    private readonly string _vocabularyPath;

    public PairEncoder(string tokenizerPath, VocabularyLayout vocabulary, string vocabularyPath)
    {
        _vocabulary = vocabulary;
        _vocabularyPath = vocabularyPath;
        try
        {
            using var stream = File.OpenRead(tokenizerPath);
            _tokenizer = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
        }
        catch (IOException e)
        {
            throw new ArtifactException($"{tokenizerPath} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The pair's ids; none where a side is empty.</summary>
    /// <exception cref="ArtifactException">The vocabulary has no token for the target language.</exception>
    public SentencePair? Encode(string source, string target, LanguagePair direction)
    {
        var language = _vocabulary.TargetLanguages.ToList().IndexOf(direction.Target);
        if (language < 0)
        {
            throw new ArtifactException(
                $"{_vocabularyPath} has no token for the language {direction.Target}; it has {string.Join(", ", _vocabulary.TargetLanguages)}");
        }

        var sourceIds = _tokenizer.EncodeToIds(source);
        var targetIds = _tokenizer.EncodeToIds(target);
        return sourceIds.Count == 0 || targetIds.Count == 0 ? null : new SentencePair(
            [_vocabulary.FirstLanguageId + language, .. sourceIds, VocabularyLayout.EndId],
            [.. targetIds, VocabularyLayout.EndId]);
    }
}
