using System.Diagnostics;
using System.Threading.Channels;

namespace TranslationService.Api.Tests.Hosting;

/// <summary>The service as a process of its own, as it runs in a container: to send it real signals.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "TranslationService.Api.dll");

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];

    private ApiProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Received(e.Data);
        process.ErrorDataReceived += (_, e) => Received(e.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines on standard error.</summary>
    public List<string> ErrorLines { get; } = [];

    /// <summary>All lines that were waited for or passed over.</summary>
    public IReadOnlyList<string> SeenLines => _seen;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it on a free port, in a folder where it finds nothing by chance.</summary>
    public static ApiProcess Start(params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", "http://127.0.0.1:0", .. settings])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new ApiProcess(Process.Start(start)!);
    }

    /// <summary>A client of the port that the process says it listens on.</summary>
    public async Task<HttpClient> ListeningAsync()
    {
        var line = await LineAsync("Now listening on: ");
        return new HttpClient { BaseAddress = new Uri(line.Split("Now listening on: ")[1]), Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>The same, once the model is loaded.</summary>
    public async Task<HttpClient> ReadyAsync()
    {
        var client = await ListeningAsync();
        await LineAsync("Ready: ");
        return client;
    }

    /// <summary>The next line with that text.</summary>
    public async Task<string> LineAsync(string text)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(Cancellation))
        {
            _seen.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the process ended without the line '{text}':\n{string.Join('\n', _seen)}");
    }

    /// <summary>Where the only line with that text stands among those seen.</summary>
    public int IndexOfLine(string text) => Assert.Single(_seen.Index(), line => line.Item.Contains(text, StringComparison.Ordinal)).Index;

    /// <summary>Sends SIGTERM.</summary>
    public Task TerminateAsync() => Command.RunAsync("kill", ["-TERM", _process.Id.ToString()]);

    /// <summary>Waits for the end.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(Cancellation);
        _lines.Writer.TryComplete();
        await foreach (var line in _lines.Reader.ReadAllAsync(Cancellation))
        {
            _seen.Add(line);
        }

        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Received(string? line, bool isError = false)
    {
        if (line is null)
        {
            return;
        }

        if (isError)
        {
            ErrorLines.Add(line);
        }

        _lines.Writer.TryWrite(line);
    }
}
