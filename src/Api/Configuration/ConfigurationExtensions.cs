using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TranslationService.Api.Configuration;

/// <summary>Puts the checked configuration where the parts and the framework look for it.</summary>
internal static class ConfigurationExtensions
{
    /// <summary>The options, the server's limits, and how JSON is written.</summary>
    public static IServiceCollection AddServiceConfiguration(this IServiceCollection services, ServiceConfiguration configuration) => services
        .AddSingleton(configuration)
        .AddSingleton(configuration.Service)
        .AddSingleton(configuration.Engine)
        .AddSingleton(TimeProvider.System)
        .Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = configuration.Service.MaxRequestBytes;
        })
        .Configure<FormOptions>(form => LimitForms(form, configuration.Service))
        .Configure<JsonOptions>(json =>
        {
            // Text as it is and not as \u escapes: the answers are JSON and never stand inside HTML.
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });

    // A form fits into memory, since the body does; nothing is written to the disk, which may be read-only. One value a text, and a few more.
    private static void LimitForms(FormOptions form, ServiceOptions options)
    {
        const int otherFields = 24;
        form.MemoryBufferThreshold = options.MaxRequestBytes;
        form.MultipartBodyLengthLimit = options.MaxRequestBytes;
        form.ValueLengthLimit = options.MaxRequestBytes;
        form.ValueCountLimit = options.MaxTexts + otherFields;
    }
}
