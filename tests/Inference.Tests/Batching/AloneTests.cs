namespace TranslationService.Inference.Tests.Batching;

/// <summary>Tests that count what their thread allocates: a listener of another test to the process's one meter would allocate on it.</summary>
[CollectionDefinition(nameof(AloneTests), DisableParallelization = true)]
public sealed class AloneTests;
