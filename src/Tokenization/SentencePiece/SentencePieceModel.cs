using System.Text;

namespace TranslationService.Tokenization.SentencePiece;

/// <summary>
/// What a SentencePiece model file says. The file is one protobuf message (sentencepiece_model.proto): 1 pieces {1 text, 2 score, 3 kind},
/// 2 trainer {3 model type, 35 byte fallback, 40–43 special ids, 24 space as suffix}, 3 normaliser {2 rules, 3 dummy prefix, 4 remove extra spaces, 5 escape spaces}.
/// </summary>
internal sealed class SentencePieceModel
{
    private const int UnigramType = 1;

    /// <summary>The pieces' texts by id; a space stands as U+2581.</summary>
    public List<string> Pieces { get; } = [];

    /// <summary>The pieces' kinds by id.</summary>
    public List<PieceKind> Kinds { get; } = [];

    /// <summary>Whether the pieces were trained and are chosen by the Unigram model.</summary>
    public bool IsUnigram { get; private set; } = true;

    /// <summary>Whether SentencePiece's own byte fallback is on.</summary>
    public bool HasByteFallback { get; private set; }

    /// <summary>The id of padding, −1 where there is none.</summary>
    public int PadId { get; private set; } = -1;

    /// <summary>The id of the unknown piece.</summary>
    public int UnknownId { get; private set; }

    /// <summary>The id of the begin of a sentence, −1 where there is none.</summary>
    public int BeginId { get; private set; } = 1;

    /// <summary>The id of the end of a sentence, −1 where there is none.</summary>
    public int EndId { get; private set; } = 2;

    /// <summary>Whether white space is handled as by default: a space is put before the text, runs become one space, spaces are escaped as U+2581.</summary>
    public bool HasDefaultSpaces { get; private set; } = true;

    /// <summary>The compiled character rules; empty for a model that normalises nothing.</summary>
    public byte[] CharacterRules { get; private set; } = [];

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The bytes are no SentencePiece model.</exception>
    public static SentencePieceModel Parse(ReadOnlySpan<byte> file)
    {
        var model = new SentencePieceModel();
        var fields = new ProtobufReader(file);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    model.AddPiece(fields.Bytes);
                    break;
                case 2:
                    model.ReadTrainer(fields.Bytes);
                    break;
                case 3:
                    model.ReadNormalizer(fields.Bytes);
                    break;
            }
        }

        return model.Pieces.Count > 0 ? model : throw new InvalidDataException("it has no pieces");
    }

    private void AddPiece(ReadOnlySpan<byte> message)
    {
        var text = "";
        var kind = PieceKind.Normal;
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    text = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case 3:
                    kind = (PieceKind)fields.Number;
                    break;
            }
        }

        Pieces.Add(text);
        Kinds.Add(kind);
    }

    private void ReadTrainer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 3:
                    IsUnigram = fields.Number == UnigramType;
                    break;
                case 24:
                    HasDefaultSpaces &= fields.Number == 0;
                    break;
                case 35:
                    HasByteFallback = fields.Number != 0;
                    break;
                case 40:
                    UnknownId = (int)fields.Number;
                    break;
                case 41:
                    BeginId = (int)fields.Number;
                    break;
                case 42:
                    EndId = (int)fields.Number;
                    break;
                case 43:
                    PadId = (int)fields.Number;
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 2:
                    CharacterRules = fields.Bytes.ToArray();
                    break;
                case 3 or 4 or 5:
                    HasDefaultSpaces &= fields.Number != 0;
                    break;
            }
        }
    }
}
