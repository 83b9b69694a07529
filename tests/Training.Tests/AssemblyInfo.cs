using TranslationService.Training.Tests;

// torch's generator is the process's: two tests that draw from it at once would not be functions of their seeds.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(OneThread))]
