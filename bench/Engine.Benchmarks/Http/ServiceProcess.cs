using System.Diagnostics;
using TranslationService.Engine.Benchmarks.Models;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>The service as it runs in production: a process of its own with Kestrel, on a free port, with the model that ships.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ServiceProcess> StartAsync(string modelFolder)
    {
        // The build that this program belongs to: bin/CONFIGURATION/net10.0.
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Checkout.PathTo("src", "Api", "bin", build.Parent!.Name, build.Name, "TranslationService.Api.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--Inference:ModelFolders:0", modelFolder])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var address = await AddressOfReadyAsync(process);

        // Nobody reads what it logs from here on, but the pipe must not fill.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new ServiceProcess(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Uri> AddressOfReadyAsync(Process process)
    {
        const string Listening = "Now listening on: ";
        Uri? address = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                address = new Uri(line[(at + Listening.Length)..].Trim());
            }
            else if (address is not null && line.Contains("Ready: ", StringComparison.Ordinal))
            {
                return address;
            }
        }

        throw new BenchmarkException("the service ended before it was ready");
    }
}
