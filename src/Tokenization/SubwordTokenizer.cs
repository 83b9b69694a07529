using System.Text;
using Microsoft.ML.Tokenizers;
using TranslationService.Artifacts;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Tokenization.Decoding;
using TranslationService.Tokenization.Normalization;
using TranslationService.Tokenization.SentencePiece;

namespace TranslationService.Tokenization;

/// <summary>
/// Text to ids and back, one code for training and for serving. The pieces are SentencePiece's (Unigram); characters that the vocabulary lacks become
/// UTF-8 byte tokens, so no text is lost: decoding what was encoded gives <see cref="Normalize"/> of the text. Safe for concurrent use.
/// </summary>
public sealed class SubwordTokenizer
{
    /// <summary>How a space is written inside pieces.</summary>
    internal const char EscapedSpace = '\u2581';

    private readonly SentencePieceTokenizer _pieces;
    private readonly TextNormalizer _normalizer;
    private readonly SubwordDecoder _decoder;
    private readonly int[] _pieceChars; // UTF-16 length of each piece, [piece]

    private SubwordTokenizer(byte[] file, SentencePieceModel model, VocabularyLayout layout)
    {
        using var stream = new MemoryStream(file);
        _pieces = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
        _normalizer = new TextNormalizer(new CharacterRules(model.CharacterRules));
        _decoder = new SubwordDecoder(model, layout);
        _pieceChars = [.. model.Pieces.Select(piece => piece.Length)];
        Layout = layout;
    }

    /// <summary>Which ids mean what.</summary>
    public VocabularyLayout Layout { get; }

    /// <summary>Reads a SentencePiece model.</summary>
    /// <param name="modelPath">The model file, <see cref="CheckpointFiles.Tokenizer"/>.</param>
    /// <param name="layout">The ids that the model's pieces are a part of.</param>
    /// <exception cref="ArtifactException">The file is missing, is no Unigram model of the expected kind, or has not the layout's number of pieces.</exception>
    public static SubwordTokenizer Load(string modelPath, VocabularyLayout layout)
    {
        try
        {
            var file = File.ReadAllBytes(modelPath);
            var model = SentencePieceModel.Parse(file);
            if (ModelRequirements.FirstUnmet(model, layout) is { } problem)
            {
                throw new ArtifactException($"{modelPath}: {problem}");
            }

            return new SubwordTokenizer(file, model, layout);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{modelPath} cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new ArtifactException($"{modelPath} is no SentencePiece model: {e.Message}", e);
        }
    }

    /// <summary>What is left of a text after encoding and decoding: SentencePiece's nmt_nfkc normalisation, see docs/tokenizer.md.</summary>
    public string Normalize(string text) => _normalizer.Normalize(text);

    /// <summary>Pieces and byte tokens of a text, without special tokens; empty for a text of white space only. [token]</summary>
    public int[] Encode(string text) => [.. EncodeToList(text)];

    /// <summary>How many ids <see cref="Encode"/> would give.</summary>
    public int CountTokens(string text) => EncodeToList(text).Count;

    /// <summary>What an encoder reads: the target language's token, the text's ids, the end token. [2 + token]</summary>
    /// <param name="text">The source text.</param>
    /// <param name="targetLanguage">One of the layout's target languages.</param>
    /// <exception cref="ArgumentException">The vocabulary has no token for the language.</exception>
    public int[] EncodeSource(string text, string targetLanguage) => SourceOf(EncodeToList(text), targetLanguage);

    /// <summary>The same from a text's ids.</summary>
    /// <param name="ids">What <see cref="Encode"/> gave.</param>
    /// <param name="targetLanguage">One of the layout's target languages.</param>
    /// <exception cref="ArgumentException">The vocabulary has no token for the language.</exception>
    public int[] SourceOf(IReadOnlyList<int> ids, string targetLanguage) => [LanguageId(targetLanguage), .. ids, VocabularyLayout.EndId];

    /// <summary>The token that asks for a translation into a language.</summary>
    /// <exception cref="ArgumentException">The vocabulary has no token for the language.</exception>
    public int LanguageId(string targetLanguage)
    {
        for (var i = 0; i < Layout.TargetLanguages.Count; i++)
        {
            if (Layout.TargetLanguages[i] == targetLanguage)
            {
                return Layout.FirstLanguageId + i;
            }
        }

        throw new ArgumentException($"the vocabulary has no token for '{targetLanguage}'; it has {string.Join(", ", Layout.TargetLanguages)}", nameof(targetLanguage));
    }

    /// <summary>The text of a sequence of ids. Special and language tokens and ids outside the vocabulary add nothing; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Decode(ReadOnlySpan<int> ids) => _decoder.Decode(ids);

    private IReadOnlyList<int> EncodeToList(string text)
    {
        var normal = _normalizer.Normalize(text);
        if (normal.Length == 0)
        {
            return [];
        }

        var escaped = string.Create(normal.Length + 1, normal, static (span, normal) =>
        {
            span[0] = EscapedSpace;
            normal.AsSpan().Replace(span[1..], ' ', EscapedSpace);
        });
        var ids = _pieces.EncodeToIds(escaped, addBeginningOfSentence: false, addEndOfSentence: false, considerPreTokenization: false, considerNormalization: false);
        return ids.Contains(VocabularyLayout.UnknownId) ? WithBytesForUnknown(ids, escaped) : ids;
    }

    /// <summary>Puts byte tokens where SentencePiece found a character that it does not know; each unknown id stands for one character.</summary>
    private List<int> WithBytesForUnknown(IReadOnlyList<int> ids, string escaped)
    {
        var result = new List<int>(ids.Count + 16);
        Span<byte> utf8 = stackalloc byte[4];
        var at = 0;
        foreach (var id in ids)
        {
            if (id != VocabularyLayout.UnknownId)
            {
                result.Add(id);
                at += _pieceChars[id];
                continue;
            }

            Rune.DecodeFromUtf16(escaped.AsSpan(at), out var character, out var chars);
            at += chars;
            var known = character.Value == EscapedSpace ? new Rune(' ') : character;
            foreach (var value in utf8[..known.EncodeToUtf8(utf8)])
            {
                result.Add(Layout.FirstByteId + value);
            }
        }

        return result;
    }
}
