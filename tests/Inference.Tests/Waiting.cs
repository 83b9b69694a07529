using System.Diagnostics;

namespace TranslationService.Inference.Tests;

/// <summary>Waits for conditions that nothing announces.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Returns once the condition holds; fails where it never does.</summary>
    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <summary>Returns once the condition holds; fails where it never does.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "the condition never came true");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
