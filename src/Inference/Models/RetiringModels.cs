using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using TranslationService.Inference.Diagnostics;

namespace TranslationService.Inference.Models;

/// <summary>Models that were replaced and still work on the requests that they had.</summary>
internal sealed class RetiringModels(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ServedModel> _models = [];

    /// <summary>Those that have not been freed yet.</summary>
    public IReadOnlyList<ServedModel> Now
    {
        get
        {
            lock (_lock)
            {
                return [.. _models];
            }
        }
    }

    /// <summary>Frees the model when its last request has left; nobody waits for it.</summary>
    public void Retire(ServedModel model)
    {
        lock (_lock)
        {
            _models.Add(model);
        }

        _ = RetireAsync(model);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits this: what goes wrong is logged.")]
    private async Task RetireAsync(ServedModel model)
    {
        try
        {
            await model.RetireAsync();
            Log.Freed(logger, model.Manifest.Name, model.Manifest.Version);
        }
        catch (Exception e)
        {
            Log.NotFreed(logger, e, model.Manifest.Name, model.Manifest.Version);
        }
        finally
        {
            lock (_lock)
            {
                _models.Remove(model);
            }
        }
    }
}
