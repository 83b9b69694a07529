namespace TranslationService.Cli.Translation;

/// <summary>Counts lines on standard error: over itself on a terminal, else a line now and then.</summary>
internal sealed class Progress(TextWriter error, ErrorTarget target, TimeProvider clock)
{
    private readonly TimeSpan _interval = target == ErrorTarget.Terminal ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(10);
    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _reported;
    private long _lines;

    /// <summary>So many more lines are through.</summary>
    public void Advance(int lines)
    {
        _lines += lines;
        var elapsed = clock.GetElapsedTime(_started);
        if (elapsed - _reported >= _interval)
        {
            _reported = elapsed;
            error.Write(Text(elapsed) + (target == ErrorTarget.Terminal ? "\r" : "\n"));
        }
    }

    /// <summary>All lines are through.</summary>
    public void Finish() => error.WriteLine(Text(clock.GetElapsedTime(_started)));

    private string Text(TimeSpan elapsed) => $"{_lines:N0} lines, {_lines / Math.Max(elapsed.TotalSeconds, 0.001):N1} lines/s";
}
