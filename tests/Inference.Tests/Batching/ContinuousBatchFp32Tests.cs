using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Batching;

[Collection(nameof(AloneTests))]
public sealed class ContinuousBatchFp32Tests() : ContinuousBatchTests(Precision.Fp32);
