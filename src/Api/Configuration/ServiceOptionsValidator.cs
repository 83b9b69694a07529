using Microsoft.Extensions.Options;

namespace TranslationService.Api.Configuration;

/// <summary>Checks the bounds of <see cref="ServiceOptions"/>, all of them at once.</summary>
[OptionsValidator]
internal sealed partial class ServiceOptionsValidator : IValidateOptions<ServiceOptions>;
