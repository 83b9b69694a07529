using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using TranslationService.Api.Configuration;

namespace TranslationService.Api.OpenApi;

/// <summary>
/// Documents the body of <c>POST /translate</c>, which the endpoint reads by itself since it comes in three media types. The examples are in the
/// loaded model's direction.
/// </summary>
internal sealed class TranslateBodyFilter(ExampleDirection example, ServiceOptions options) : IOperationFilter
{
    /// <summary>The operation's id.</summary>
    public const string OperationId = "translate";

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.OperationId == OperationId)
        {
            var form = new OpenApiMediaType { Schema = BodySchema(TextSchema("The text; repeat the field for several", example.Sentence)) };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "JSON or a form. Fields of a form may also come in the query.",
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType { Schema = BodySchema(TextsSchema()), Examples = JsonExamples() },
                    ["application/x-www-form-urlencoded"] = form,
                    ["multipart/form-data"] = form,
                },
            };
        }
    }

    private Dictionary<string, IOpenApiExample> JsonExamples() => new()
    {
        ["A text"] = Example("A text", Body(example.Sentence)),
        ["Several texts"] = Example("Several texts", Body(new JsonArray(example.Sentence, example.SecondSentence))),
        ["With alternatives"] = Example("A text, with two alternatives", Body(example.Sentence, alternatives: 2)),
    };

    private static OpenApiExample Example(string summary, JsonObject body) => new() { Summary = summary, Value = body };

    private JsonObject Body(JsonNode q, int alternatives = 0)
    {
        var body = new JsonObject { ["q"] = q, ["source"] = example.Direction.Source, ["target"] = example.Direction.Target, ["format"] = "text" };
        if (alternatives > 0)
        {
            body["alternatives"] = alternatives;
        }

        return body;
    }

    private OpenApiSchema BodySchema(OpenApiSchema q) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "q", "source", "target" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["q"] = q,
            ["source"] = TextSchema("The language translated from, as GET /languages names it", example.Direction.Source),
            ["target"] = TextSchema("The language translated into", example.Direction.Target),
            ["format"] = TextSchema("text, the only format so far", "text"),
            ["alternatives"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Description = "How many further translations of each text are wanted; there may be fewer",
                Minimum = "0",
                Maximum = options.MaxAlternatives.ToString(),
                Default = 0,
            },
            ["api_key"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                Description = "Accepted and not read: the service has no keys",
            },
        },
    };

    private static OpenApiSchema TextsSchema() => new()
    {
        Description = "A text, or several; the answer has the same form",
        OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String },
            new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        ],
    };

    private static OpenApiSchema TextSchema(string description, string value) =>
        new() { Type = JsonSchemaType.String, Description = description, Examples = [value] };
}
