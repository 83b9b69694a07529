using System.Net;
using System.Net.Sockets;
using TranslationService.Deployment.Tests.Programs;

namespace TranslationService.Deployment.Tests.Nginx;

/// <summary>A real nginx that runs the shipped configuration in front of upstreams of the test's.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private NginxProcess(TemporaryFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Client { get; }

    public static async Task<NginxProcess> Start(IEnumerable<string> upstreams, CancellationToken cancellationToken)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        var file = folder.Write("nginx.conf", NginxConfiguration.Load().ForTest(upstreams, $"127.0.0.1:{port}", folder.FullName));
        var process = ServerProcess.Start(Command.Start("nginx", ["-p", folder.FullName, "-c", file, "-g", "daemon off;"], folder.FullName));
        var nginx = new NginxProcess(folder, process, port);
        await nginx.WaitUntilListening(port, cancellationToken);
        return nginx;
    }

    /// <summary>Lets it finish, and returns its access log: the upstreams that each request was sent to, in order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> QuitAndReadUpstreams()
    {
        await _process.Signal("QUIT");
        await _process.Exited;
        return [.. _process.Lines.Where(line => line.Contains(" /translate ", StringComparison.Ordinal)).Select(Upstreams)];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    // time address method uri status bytes seconds upstream[, upstream] status[, status] seconds[, seconds]
    private static IReadOnlyList<string> Upstreams(string line) =>
        [.. line.Replace(", ", ",", StringComparison.Ordinal).Split(' ')[7].Split(',')];

    // nginx cannot choose a port itself and say which.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilListening(int port, CancellationToken cancellationToken)
    {
        // nginx says nothing when it has started, so ask until it answers or is gone.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await CanConnect(port, cancellationToken))
        {
            Assert.False(_process.Exited.IsCompleted, string.Join('\n', _process.Lines));
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task<bool> CanConnect(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
