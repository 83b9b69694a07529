using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Tests.Batching;

public sealed class ContinuousBatchInt8Tests() : ContinuousBatchTests(Precision.Int8);
