using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TranslationService.Inference.Sessions.Device;

/// <summary>The two numbers that the decoder step reads on the host, wherever it runs.</summary>
internal sealed class StepNumbers : IDisposable
{
    private readonly DeviceTensor _totalLength = new(OrtAllocator.DefaultInstance, TensorElementType.Int32, 1);
    private readonly DeviceTensor _candidateCount = new(OrtAllocator.DefaultInstance, TensorElementType.Int64, 1);

    /// <param name="totalLength">At least the tokens of every row with the one that the step adds, at most the cache's capacity.</param>
    /// <param name="candidates">K.</param>
    public StepNumbers(int totalLength, int candidates)
    {
        _totalLength.Span<int>()[0] = totalLength;
        _candidateCount.Span<long>()[0] = candidates;
    }

    public OrtValue TotalLength() => _totalLength.View(0, 1);

    public OrtValue CandidateCount() => _candidateCount.View(0, 1);

    public void Dispose()
    {
        _totalLength.Dispose();
        _candidateCount.Dispose();
    }
}
