using System.Buffers;
using System.Text;
using TranslationService.Artifacts.Checkpoints;
using TranslationService.Tokenization.SentencePiece;

namespace TranslationService.Tokenization.Decoding;

/// <summary>Ids back to text. Never throws: bytes that are no UTF-8 become U+FFFD, ids that have no text are passed over.</summary>
internal sealed class SubwordDecoder
{
    // The bytes that an id adds to the text, in UTF-8; empty for special and language tokens. [vocabulary]
    private readonly byte[][] _bytes;

    public SubwordDecoder(SentencePieceModel model, VocabularyLayout layout)
    {
        _bytes = new byte[layout.Size][];
        Array.Fill(_bytes, []);
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            if (model.Kinds[id] is PieceKind.Normal or PieceKind.UserDefined)
            {
                _bytes[id] = Encoding.UTF8.GetBytes(model.Pieces[id].Replace(SubwordTokenizer.EscapedSpace, ' '));
            }
        }

        for (var value = 0; value < VocabularyLayout.ByteTokens; value++)
        {
            _bytes[layout.FirstByteId + value] = [(byte)value];
        }
    }

    /// <summary>The text of a sequence of ids.</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new ArrayBufferWriter<byte>(8 * ids.Length + 8);
        foreach (var id in ids)
        {
            if ((uint)id < (uint)_bytes.Length)
            {
                text.Write(_bytes[id]);
            }
        }

        // Encoding puts one space before each text; a normalised text never begins with one.
        var written = text.WrittenSpan;
        return Encoding.UTF8.GetString(written is [(byte)' ', ..] ? written[1..] : written);
    }
}
