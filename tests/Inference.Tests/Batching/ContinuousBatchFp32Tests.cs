using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Batching;

public sealed class ContinuousBatchFp32Tests() : ContinuousBatchTests(Precision.Fp32);
