using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Models;

/// <summary>A model that is loaded and warm, and the count of the requests that it works on: it is freed when it was retired and the last of them has left.</summary>
internal sealed class ServedModel(Translator translator, PackageFingerprint fingerprint, DateTimeOffset loadedAt)
{
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The requests, and one more until it retires. It never comes back from 0.
    private int _users = 1;

    public Translator Translator => translator;

    public ModelManifest Manifest => translator.Manifest;

    /// <summary>What its folder held when it was loaded.</summary>
    public PackageFingerprint Fingerprint => fingerprint;

    public DateTimeOffset LoadedAt => loadedAt;

    /// <summary>A request comes; false where the model has gone and another one serves.</summary>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>A request that entered goes.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _unused.SetResult();
        }
    }

    /// <summary>Waits for the requests and frees the model. Once only, when no new request can find it any more.</summary>
    public async Task RetireAsync()
    {
        Leave();
        await _unused.Task;
        await translator.DisposeAsync();
    }
}
