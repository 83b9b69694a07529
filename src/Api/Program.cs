using TranslationService.Api.Configuration;
using TranslationService.Api.Errors;
using TranslationService.Api.Health;
using TranslationService.Api.Languages;
using TranslationService.Api.Lifecycle;
using TranslationService.Api.Models;
using TranslationService.Api.Observability;
using TranslationService.Api.OpenApi;
using TranslationService.Api.Translation;
using TranslationService.Api.Translation.LibreTranslate;

// The settings stand beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (!ServiceConfiguration.TryRead(builder.Configuration, Console.Error, out var configuration))
{
    return 1;
}

builder.Services
    .AddServiceConfiguration(configuration)
    .AddLifecycle(configuration.Service)
    .AddTranslation()
    .AddErrors()
    .AddObservability()
    .AddOpenApiDescription();

var app = builder.Build();
app.UseTraceId().UseDrain().UseErrors().UseOpenApiDescription();
app.MapHealth().MapInfo().MapMetrics().MapLanguages().MapLibreTranslate();
app.MapGet("/", () => TypedResults.Redirect("/swagger")).ExcludeFromDescription();

return await app.RunToExitCodeAsync();
