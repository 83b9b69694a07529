using Microsoft.AspNetCore.Connections;

namespace TranslationService.Api.Lifecycle;

/// <summary>The service's run, from listening to the exit code.</summary>
internal static class ServiceRun
{
    /// <summary>Serves until the service is told to stop. Returns 0 after a drain, 1 where it could not start; the reason is one line.</summary>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app)
    {
        var status = app.Services.GetRequiredService<ServiceStatus>();
        try
        {
            await app.RunAsync();
            return status.Phase == ServicePhase.Failed ? 1 : 0;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message.TrimEnd('.')}: stop what listens there, or name another with --urls");
            return 1;
        }
    }
}
