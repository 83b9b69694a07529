using TorchSharp;

namespace TranslationService.Training.Tests;

/// <summary>One thread for tiny tensors: several only wait for each other, and on a busy machine for long.</summary>
public sealed class OneThread
{
    public OneThread() => torch.set_num_threads(1);
}
