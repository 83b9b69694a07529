using System.Diagnostics;

namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>
/// Sends sentences when they are due, whatever has become of those before: an open loop. A latency counts from when the sentence was due, not from when this
/// came to send it.
/// </summary>
internal static class LoadGenerator
{
    /// <param name="policy">Who translates.</param>
    /// <param name="sentences">Used in turn.</param>
    /// <param name="schedule">When each is due.</param>
    /// <returns>[arrival] in the order of the schedule.</returns>
    public static async Task<Answered[]> RunAsync(IBatchingPolicy policy, IReadOnlyList<string> sentences, TimeSpan[] schedule)
    {
        var answers = new Task<Answered>[schedule.Length];
        var started = Stopwatch.GetTimestamp();
        var sender = new Thread(() =>
        {
            for (var i = 0; i < schedule.Length; i++)
            {
                PreciseWait.Until(started, schedule[i]);
                answers[i] = AnswerAsync(policy, sentences[i % sentences.Count], started, schedule[i]);
            }
        })
        { IsBackground = true };
        sender.Start();
        await Task.Run(sender.Join);
        return await Task.WhenAll(answers);
    }

    /// <summary>Sends a sentence, waits for its answer, lets the engine come to rest, and sends the next.</summary>
    public static async Task<Answered[]> OneByOneAsync(IBatchingPolicy policy, IReadOnlyList<string> sentences, int count)
    {
        var answers = new Answered[count];
        for (var i = 0; i < count; i++)
        {
            answers[i] = (await RunAsync(policy, [sentences[i % sentences.Count]], [TimeSpan.FromMilliseconds(1)]))[0];
        }

        return answers;
    }

    private static async Task<Answered> AnswerAsync(IBatchingPolicy policy, string sentence, long started, TimeSpan due)
    {
        await policy.TranslateAsync(sentence);
        var answered = Stopwatch.GetElapsedTime(started);
        return new Answered(answered, answered - due);
    }
}
