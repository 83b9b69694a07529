using System.Text.Json;
using Microsoft.Net.Http.Headers;
using TranslationService.Api.Errors;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>Reads a request's fields from whichever body it has: JSON, a form, or none and the query.</summary>
internal static class RequestReader
{
    /// <summary>The media types that are read.</summary>
    public const string MediaTypes = "application/json, application/x-www-form-urlencoded or multipart/form-data";

    /// <exception cref="RequestException">The body is of another media type or is not sound.</exception>
    public static async Task<LibreTranslateRequest> ReadAsync(HttpRequest request)
    {
        if (request.HasJsonContentType())
        {
            return await ReadJsonAsync(request);
        }

        if (request.HasFormContentType)
        {
            return FormFields.Read(request.Query, await ReadFormAsync(request));
        }

        return string.IsNullOrEmpty(request.ContentType) && request.ContentLength is null or 0
            ? FormFields.Read(request.Query, FormCollection.Empty)
            : throw new RequestException(StatusCodes.Status415UnsupportedMediaType, $"This Content-Type is not supported; send {MediaTypes}");
    }

    private static async Task<LibreTranslateRequest> ReadJsonAsync(HttpRequest request)
    {
        CheckCharset(request);
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
            return JsonFields.Read(document.RootElement);
        }
        catch (JsonException e)
        {
            var (line, bytePosition, reason) = (e.LineNumber + 1, e.BytePositionInLine + 1, e.Message.Split(" LineNumber:")[0]);
            throw RequestException.Invalid($"Invalid request: the body is not JSON at line {line}, byte {bytePosition}: {reason}");
        }
    }

    private static void CheckCharset(HttpRequest request)
    {
        var charset = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Charset);
        if (charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestException(StatusCodes.Status415UnsupportedMediaType, "JSON must come in UTF-8");
        }
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request)
    {
        var aborted = request.HttpContext.RequestAborted;
        try
        {
            return await request.ReadFormAsync(aborted);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !aborted.IsCancellationRequested))
        {
            // InvalidDataException says which limit or which part; an IOException here is a body that ends inside a part.
            var reason = e is InvalidDataException ? e.Message : "it ends too early";
            throw RequestException.Invalid($"Invalid request: the form is not sound: {reason}");
        }
        catch (NotSupportedException)
        {
            // UTF-7, which .NET refuses to decode.
            throw new RequestException(StatusCodes.Status415UnsupportedMediaType, "This charset is not supported; send the form in UTF-8");
        }
    }
}
