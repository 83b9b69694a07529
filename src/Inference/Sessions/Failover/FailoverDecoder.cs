using Polly.CircuitBreaker;
using TranslationService.Inference.Batching;

namespace TranslationService.Inference.Sessions.Failover;

/// <summary>
/// Decodes on the device, and where that has failed repeatedly on the CPU: the sentences that were running start again from their source there, new ones go there until
/// the device answers again. Without a decoder for the CPU they fail. Sentences that the CPU has begun it also ends.
/// </summary>
/// <param name="device">The device's decoder.</param>
/// <param name="cpu">The CPU's; null where none is configured.</param>
/// <param name="breaker">Says when the device is given up.</param>
internal sealed class FailoverDecoder(IBatchDecoder device, IBatchDecoder? cpu, DeviceBreaker breaker) : IBatchDecoder
{
    private readonly HashSet<RunningSentence> _onCpu = [];

    public bool IsIdle => device.IsIdle && cpu?.IsIdle != false;

    public void Encode(IReadOnlyList<RunningSentence> newcomers)
    {
        try
        {
            breaker.Call(() => device.Encode(newcomers));
        }
        catch (BrokenCircuitException) when (cpu is not null)
        {
            EncodeOnCpu(cpu, newcomers);
        }
    }

    public int Step(IReadOnlyList<RunningSentence> sentences)
    {
        // A step that was cut short elsewhere may be tried again with sentences that have advanced since, to their end perhaps.
        var unfinished = sentences.Where(sentence => !sentence.Search.IsFinished).ToLookup(_onCpu.Contains);
        var rows = 0;
        List<RunningSentence> onDevice = [.. unfinished[false]], onCpu = [.. unfinished[true]];
        if (onDevice.Count > 0)
        {
            try
            {
                breaker.Call(() => rows = device.Step(onDevice));
            }
            catch (BrokenCircuitException) when (cpu is not null)
            {
                MoveToCpu(cpu, onDevice);
                onCpu.AddRange(onDevice);
            }
        }

        return rows + (onCpu.Count > 0 ? cpu!.Step(onCpu) : 0);
    }

    public void Release(RunningSentence sentence) => (_onCpu.Remove(sentence) ? cpu! : device).Release(sentence);

    public IReadOnlyList<float[]> Logits(IReadOnlyList<int> sourceIds, IReadOnlyList<int> targetIds) => device.Logits(sourceIds, targetIds);

    public void Dispose()
    {
        device.Dispose();
        cpu?.Dispose();
    }

    private void EncodeOnCpu(IBatchDecoder decoder, IReadOnlyList<RunningSentence> newcomers)
    {
        decoder.Encode(newcomers);
        _onCpu.UnionWith(newcomers);
    }

    // Encoded there before they leave here: should that fail, they still stand where they stood.
    private void MoveToCpu(IBatchDecoder decoder, List<RunningSentence> sentences)
    {
        var places = sentences.ConvertAll(sentence => sentence.Place);
        try
        {
            EncodeOnCpu(decoder, sentences);
        }
        catch
        {
            foreach (var (sentence, place) in sentences.Zip(places))
            {
                sentence.Place = place;
            }

            throw;
        }

        foreach (var (sentence, place) in sentences.Zip(places))
        {
            var there = sentence.Place;
            sentence.Place = place;
            device.Release(sentence);
            sentence.Place = there;
            sentence.Restart();
        }
    }
}
