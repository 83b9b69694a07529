namespace TranslationService.Training.Vocabulary;

/// <summary>A text does not give as many, or as few, pieces as were asked for.</summary>
/// <param name="asked">The number that was asked for.</param>
/// <param name="possible">The nearest number that the text gives.</param>
/// <param name="isLargest">Whether <paramref name="possible"/> is the largest number, else the smallest.</param>
internal sealed class PieceCountException(int asked, int possible, bool isLargest) : Exception($"{asked} pieces were asked for; the {(isLargest ? "most" : "fewest")} are {possible}")
{
    /// <summary>The nearest number that the text gives.</summary>
    public int Possible { get; } = possible;

    /// <summary>Whether <see cref="Possible"/> is the largest number, else the smallest.</summary>
    public bool IsLargest { get; } = isLargest;
}
