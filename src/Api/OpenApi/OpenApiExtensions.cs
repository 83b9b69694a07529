using Microsoft.OpenApi;

namespace TranslationService.Api.OpenApi;

/// <summary>Registers the API's description and Swagger UI.</summary>
internal static class OpenApiExtensions
{
    /// <summary>The description, at <c>/swagger/v1/swagger.json</c>.</summary>
    public static IServiceCollection AddOpenApiDescription(this IServiceCollection services) => services
        .AddSingleton<ExampleDirection>()
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Translation service",
                Version = "v1",
                Description = "LibreTranslate's contract. Every error is a problem details object (RFC 9457).",
            });
            swagger.OperationFilter<ResponseFilter>();
            swagger.OperationFilter<TranslateBodyFilter>();
        });

    /// <summary>The description and Swagger UI, at <c>/swagger</c>.</summary>
    public static IApplicationBuilder UseOpenApiDescription(this IApplicationBuilder app) => app
        .UseSwagger()
        .UseSwaggerUI(page => page.SwaggerEndpoint("v1/swagger.json", "Translation service"));
}
