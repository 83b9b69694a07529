using System.Runtime.InteropServices;

namespace TranslationService.Training.Commands;

/// <summary>Ctrl+C and SIGTERM ask a run to end after the current step, with a checkpoint.</summary>
internal static class Signals
{
    public static IDisposable CancelOnStop(CancellationTokenSource stop)
    {
        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        return new Registrations(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
    }

    private sealed class Registrations(params IDisposable[] registrations) : IDisposable
    {
        public void Dispose()
        {
            foreach (var registration in registrations)
            {
                registration.Dispose();
            }
        }
    }
}
