namespace TranslationService.Inference.Text;

/// <summary>
/// Says when a thread has worked long enough on one request: whoever yields then stands behind the work of the others in the thread pool's
/// queue, so that a monster of a text takes its share of the threads and no more.
/// </summary>
internal sealed class ThreadTurn
{
    // One to four milliseconds: splitting and tokenising 100,000 characters was measured at 20 to 100.
    private const int Characters = 4096;

    private int _done;

    /// <summary>Counts work.</summary>
    /// <returns>Whether the turn is over; then the next one begins.</returns>
    public bool IsOverAfter(int characters)
    {
        _done += characters;
        if (_done < Characters)
        {
            return false;
        }

        _done = 0;
        return true;
    }
}
