namespace TranslationService.Inference.Sessions.Device;

/// <summary>A cache row that another one starts from.</summary>
/// <param name="From">The row to read, 0 … beam − 1 of the sentence.</param>
/// <param name="To">The row to write.</param>
/// <param name="FirstToken">The first token in which the two differ; everything before it stands in both already.</param>
internal readonly record struct RowCopy(int From, int To, int FirstToken);
