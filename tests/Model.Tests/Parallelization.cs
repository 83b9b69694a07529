using System.Runtime.CompilerServices;
using TorchSharp;

// The process has one torch generator, which a seed sets: tests in parallel would draw from each other's.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace TranslationService.Model.Tests;

internal static class Parallelization
{
    /// <summary>These tensors are too small to share, and torch's threads wait by spinning.</summary>
    [ModuleInitializer]
    internal static void UseOneThread() => torch.set_num_threads(1);
}
