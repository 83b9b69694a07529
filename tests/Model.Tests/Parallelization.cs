// The process has one torch generator, which a seed sets: tests in parallel would draw from each other's.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
