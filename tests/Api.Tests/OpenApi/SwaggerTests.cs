using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.OpenApi;

public sealed class SwaggerTests(SharedService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_description_is_sound()
    {
        var result = OpenApiDocument.Parse(await DescriptionAsync(), "json");

        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Empty(result.Diagnostic.Warnings);
        Assert.Equal(["/health", "/health/live", "/health/ready", "/info", "/languages", "/translate"], result.Document!.Paths.Keys.Order());
    }

    [Fact]
    public async Task The_page_is_served_and_the_root_leads_to_it()
    {
        var page = await service.Client.GetStringAsync("/", Cancellation);

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_example_of_a_JSON_body_is_answered_and_documented()
    {
        var translate = await TranslateOperationAsync();
        var examples = translate["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();

        Assert.Equal(3, examples.Count);
        foreach (var (name, example) in examples)
        {
            var answer = await service.Client.TranslateAsync(example!["value"]!.ToJsonString()).JsonAsync();
            Assert.Equal(MembersOf(translate["responses"]!["200"]!["content"]!["application/json"]!["examples"]![name]!["value"]!), MembersOf(answer));
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task The_example_of_a_form_is_answered(string mediaType)
    {
        var content = (await TranslateOperationAsync())["requestBody"]!["content"]![mediaType]!;
        var fields = content["schema"]!["properties"]!.AsObject()
            .Where(property => property.Value!["example"] is not null)
            .Select(property => KeyValuePair.Create(property.Key, (string)property.Value!["example"]!))
            .ToList();

        Assert.Superset(new HashSet<string> { "q", "source", "target" }, fields.Select(field => field.Key).ToHashSet());
        await service.Client.PostAsync("/translate", Form(mediaType, fields), Cancellation).JsonAsync();
    }

    [Fact]
    public async Task Everything_that_can_be_got_without_a_body_is_answered()
    {
        var paths = JsonNode.Parse(await DescriptionAsync())!["paths"]!.AsObject().Where(path => path.Value!["get"] is not null).Select(path => path.Key).ToList();

        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            await service.Client.GetAsync(path, Cancellation).JsonAsync();
        }
    }

    [Fact]
    public async Task Documented_errors_are_problems_with_all_their_members()
    {
        var responses = (await TranslateOperationAsync())["responses"]!.AsObject();

        foreach (var status in new[] { "400", "413", "415", "503", "504" })
        {
            var examples = responses[status]!["content"]!["application/problem+json"]!["examples"]!.AsObject();
            Assert.All(examples, example => Assert.Equal(["type", "title", "status", "detail", "error", "message"], MembersOf(example.Value!["value"]!)));
        }
    }

    private static HttpContent Form(string mediaType, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (mediaType != "multipart/form-data")
        {
            return new FormUrlEncodedContent(fields);
        }

        var form = new MultipartFormDataContent();
        fields.ToList().ForEach(field => form.Add(new StringContent(field.Value, Encoding.UTF8), field.Key));
        return form;
    }

    private static IEnumerable<string> MembersOf(JsonNode node) => node.AsObject().Select(member => member.Key);

    private Task<string> DescriptionAsync() => service.Client.GetStringAsync("/swagger/v1/swagger.json", Cancellation);

    private async Task<JsonNode> TranslateOperationAsync() => JsonNode.Parse(await DescriptionAsync())!["paths"]!["/translate"]!["post"]!;
}
