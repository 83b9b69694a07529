using TranslationService.Deployment.Tests.Kubernetes;

namespace TranslationService.Deployment.Tests.Running;

/// <summary>One process with the CPU overlay's environment, for the tests that only ask it.</summary>
public sealed class RunningService(PublishedService published) : IAsyncLifetime
{
    internal ServiceProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await published.Start(Overlay.Render("cpu").Environment);

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
