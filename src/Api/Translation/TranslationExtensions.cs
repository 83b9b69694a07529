namespace TranslationService.Api.Translation;

/// <summary>Registers what the contracts' endpoints share.</summary>
internal static class TranslationExtensions
{
    /// <summary>Validation and translation.</summary>
    public static IServiceCollection AddTranslation(this IServiceCollection services) =>
        services.AddSingleton<RequestValidator>().AddSingleton<TextTranslator>();
}
