namespace TranslationService.Api.Translation;

/// <summary>Registers what the contracts' endpoints share.</summary>
internal static class TranslationExtensions
{
    /// <summary>Validation and translation.</summary>
    public static IServiceCollection AddTranslation(this IServiceCollection services) =>
        services.AddSingleton<RequestValidator>().AddSingleton<TextTranslator>();

    /// <summary>Counts and logs an endpoint's requests under the name of its contract.</summary>
    public static RouteHandlerBuilder AccountAs(this RouteHandlerBuilder endpoint, string contract) =>
        endpoint.AddEndpointFilter<TranslationAccounting>().WithMetadata(new TranslationContract(contract));
}
