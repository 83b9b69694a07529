namespace TranslationService.Tokenization.SentencePiece;

/// <summary>What a piece stands for; the numbers are SentencePiece's.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
