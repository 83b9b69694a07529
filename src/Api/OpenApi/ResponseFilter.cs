using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using TranslationService.Api.Errors;

namespace TranslationService.Api.OpenApi;

/// <summary>Documents an endpoint's answers and errors, with examples, from its metadata.</summary>
internal sealed class ResponseFilter(IOptions<JsonOptions> json) : IOperationFilter
{
    private const string Json = "application/json";

    /// <inheritdoc />
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        AddAnswers(operation, context, [.. metadata.OfType<AnswerExample>()]);
        foreach (var problems in metadata.OfType<ProblemExample>().GroupBy(problem => problem.Status))
        {
            operation.Responses[problems.Key.ToString()] = ProblemResponse(problems, context);
        }
    }

    private void AddAnswers(OpenApiOperation operation, OperationFilterContext context, IReadOnlyList<AnswerExample> answers)
    {
        if (answers.Count == 0)
        {
            return;
        }

        var schemas = answers.Select(answer => answer.Answer.GetType()).Distinct().Select(type => SchemaOf(type, context)).ToList();
        var media = new OpenApiMediaType
        {
            Schema = schemas.Count == 1 ? schemas[0] : new OpenApiSchema { OneOf = schemas },
            Examples = answers.ToDictionary(answer => answer.Name, answer => (IOpenApiExample)new OpenApiExample { Value = NodeOf(answer.Answer) }),
        };
        operation.Responses!["200"] = Response("OK", Json, media);
    }

    private OpenApiResponse ProblemResponse(IGrouping<int, ProblemExample> problems, OperationFilterContext context)
    {
        var examples = problems.Select(problem => Problem.Of(problem.Status, problem.Detail)).ToList();
        var media = new OpenApiMediaType
        {
            Schema = SchemaOf(typeof(Problem), context),
            Examples = examples.ToDictionary(problem => problem.Detail, problem => (IOpenApiExample)new OpenApiExample { Value = NodeOf(problem) }),
        };
        return Response(examples[0].Title, ProblemWriter.ContentType, media);
    }

    private static OpenApiResponse Response(string description, string mediaType, OpenApiMediaType media) =>
        new() { Description = description, Content = new Dictionary<string, IOpenApiMediaType> { [mediaType] = media } };

    private static IOpenApiSchema SchemaOf(Type type, OperationFilterContext context) =>
        context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

    private JsonNode NodeOf(object value) => JsonSerializer.SerializeToNode(value, json.Value.SerializerOptions)!;
}
