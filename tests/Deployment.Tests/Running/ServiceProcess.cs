using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TranslationService.Deployment.Tests.Programs;
using TranslationService.Deployment.Tests.Yaml;

namespace TranslationService.Deployment.Tests.Running;

/// <summary>The service in a process of its own, with its model loaded.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly ServerProcess _process;

    private ServiceProcess(ServerProcess process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    /// <summary>A client of it, whose base address is its own.</summary>
    public HttpClient Client { get; }

    /// <summary>Its address as nginx names upstreams.</summary>
    public string Authority => Client.BaseAddress!.Authority;

    /// <summary>Ends when the process does, with its status.</summary>
    public Task<int> Exited => _process.Exited;

    public static async Task<ServiceProcess> Start(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var process = ServerProcess.Start(start);
        try
        {
            var listening = await process.LineWhere(line => line.Contains(Listening, StringComparison.Ordinal), cancellationToken);
            await process.LineWhere(line => line.Contains("Ready: model", StringComparison.Ordinal), cancellationToken);
            return new ServiceProcess(process, new Uri(listening[(listening.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to stop, as Docker and Kubernetes do.</summary>
    public Task Terminate() => _process.Signal("TERM");

    /// <summary>The body of a translation that its model can do.</summary>
    public async Task<JsonNode> TranslationBody(string text, CancellationToken cancellationToken)
    {
        var languages = await Client.GetFromJsonAsync<JsonNode>("/languages", cancellationToken);
        var source = languages!.AsArray().First(language => language!.List("targets").Any(target => target.ToString() != language!.Text("code")))!;
        var target = source.List("targets").Select(code => code.ToString()).First(code => code != source.Text("code"));
        return new JsonObject { ["q"] = text, ["source"] = source.Text("code"), ["target"] = target };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }
}
