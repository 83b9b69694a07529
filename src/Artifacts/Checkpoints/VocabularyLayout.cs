namespace TranslationService.Artifacts.Checkpoints;

/// <summary>
/// Which ids mean what. SentencePiece's ids come first (0 pad, 1 unk, 2 begin, 3 end), then 256 byte tokens, then one token a target language.
/// A source is <c>&lt;2xx&gt; pieces … end</c>; a decoder starts with begin and ends with end.
/// </summary>
public sealed record VocabularyLayout
{
    /// <summary>Padding.</summary>
    public const int PadId = 0;

    /// <summary>SentencePiece's unknown piece; never produced, since unknown characters become byte tokens.</summary>
    public const int UnknownId = 1;

    /// <summary>The decoder's first input.</summary>
    public const int BeginId = 2;

    /// <summary>The end of a source and of a target.</summary>
    public const int EndId = 3;

    /// <summary>One token for each value of a byte.</summary>
    public const int ByteTokens = 256;

    /// <summary>How many ids the SentencePiece model has.</summary>
    public required int PieceCount { get; init; }

    /// <summary>The languages that have a token, in the order of their ids.</summary>
    public required IReadOnlyList<string> TargetLanguages { get; init; }

    /// <summary>The id of byte 0.</summary>
    public int FirstByteId => PieceCount;

    /// <summary>The id of the first language token.</summary>
    public int FirstLanguageId => PieceCount + ByteTokens;

    /// <summary>All ids.</summary>
    public int Size => FirstLanguageId + TargetLanguages.Count;
}
