using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Batching;

[Collection(nameof(AloneTests))]
public sealed class ContinuousBatchInt8Tests() : ContinuousBatchTests(Precision.Int8);
