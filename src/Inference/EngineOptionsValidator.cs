using Microsoft.Extensions.Options;

namespace TranslationService.Inference;

/// <summary>Checks the bounds of <see cref="EngineOptions"/>, all of them at once.</summary>
[OptionsValidator]
public sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
