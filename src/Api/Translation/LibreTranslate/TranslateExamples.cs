using TranslationService.Api.OpenApi;
using TranslationService.Inference;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>What <c>POST /translate</c> answers, for the documentation.</summary>
internal static class TranslateExamples
{
    /// <summary>Endpoint metadata.</summary>
    public static object[] All { get; } =
    [
        new AnswerExample("A text", new TextAnswer("Wo ist der nächste Bahnhof?")),
        new AnswerExample("Several texts", new BatchAnswer(["Wo ist der nächste Bahnhof?", "Vielen Dank."])),
        new AnswerExample("With alternatives", new TextAnswer("Wo ist der nächste Bahnhof?", ["Wo befindet sich der nächste Bahnhof?"])),
        new ProblemExample(StatusCodes.Status400BadRequest, "Invalid request: missing q parameter"),
        new ProblemExample(StatusCodes.Status400BadRequest, "zz is not supported"),
        ProblemExample.Of(new BadHttpRequestException("", StatusCodes.Status413PayloadTooLarge)),
        new ProblemExample(StatusCodes.Status415UnsupportedMediaType, $"This Content-Type is not supported; send {RequestReader.MediaTypes}"),
        ProblemExample.Of(new QueueFullException(TimeSpan.Zero)),
        ProblemExample.NotReady,
        new ProblemExample(StatusCodes.Status504GatewayTimeout, "The translation was ended after 30 s; send less text at once."),
    ];
}
