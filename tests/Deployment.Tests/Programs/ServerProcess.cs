using System.Collections.Concurrent;
using System.Diagnostics;

namespace TranslationService.Deployment.Tests.Programs;

/// <summary>A server in a process of its own: what it writes, signals to it, and its end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // A server that hangs fails its test rather than the whole run.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<(Func<string, bool> IsAwaited, TaskCompletionSource<string> Found)> _awaited = [];
    private readonly Task _reading;

    private ServerProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
    }

    /// <summary>What it has written so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Ends when the process does, with its status.</summary>
    public Task<int> Exited => WaitForExit();

    public static ServerProcess Start(ProcessStartInfo start) =>
        new(Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start"));

    /// <summary>
    /// The first line that the process writes, or has written, of which something holds. A process that ends before that fails the test.
    /// </summary>
    public async Task<string> LineWhere(Func<string, bool> isAwaited, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_awaited)
        {
            _awaited.Add((isAwaited, found));
            _lines.Where(isAwaited).Take(1).ToList().ForEach(line => found.TrySetResult(line));
        }

        await Task.WhenAny(found.Task, _reading).WaitAsync(Patience, cancellationToken);
        Assert.True(found.Task.IsCompleted, $"{_process.StartInfo.FileName} ended:\n{string.Join('\n', _lines)}");
        return await found.Task;
    }

    /// <summary>Sends a signal, for example <c>TERM</c>.</summary>
    public Task Signal(string signal) =>
        Command.Run(Command.Start("bash", ["-c", $"kill -{signal} {_process.Id}"], "/"), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_awaited)
            {
                _lines.Enqueue(line);
                _awaited.Where(one => one.IsAwaited(line)).ToList().ForEach(one => one.Found.TrySetResult(line));
            }
        }
    }

    private async Task<int> WaitForExit()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }
}
