namespace TranslationService.Api.Errors;

/// <summary>Registers how errors are answered.</summary>
internal static class ErrorExtensions
{
    /// <summary>One writer for all errors.</summary>
    public static IServiceCollection AddErrors(this IServiceCollection services) =>
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>().AddProblemDetails().AddExceptionHandler<FailureHandler>();

    /// <summary>Answers exceptions, and statuses that come without a body.</summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();
}
