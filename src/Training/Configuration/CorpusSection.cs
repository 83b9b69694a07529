using TranslationService.Artifacts.Checkpoints;

namespace TranslationService.Training.Configuration;

/// <summary>One parallel corpus: two files with a segment a line, plain or <c>.gz</c>, line-aligned.</summary>
internal sealed record CorpusSection
{
    public required string Source { get; init; }

    public required string Target { get; init; }

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    /// <summary>Also use every pair the other way round. Default false.</summary>
    public bool BothDirections { get; init; }

    /// <summary>The one direction, or the two.</summary>
    internal IEnumerable<LanguagePair> Directions => BothDirections
        ? [new(SourceLanguage, TargetLanguage), new(TargetLanguage, SourceLanguage)]
        : [new(SourceLanguage, TargetLanguage)];
}
