using System.Text;
using TranslationService.Api.Languages;
using TranslationService.Api.Tests.Hosting;

namespace TranslationService.Api.Tests.Languages;

public sealed class LanguagesTests(SharedService service)
{
    private const string Expected = """[{"code":"en","name":"English","targets":["de"]},{"code":"de","name":"German","targets":["en"]}]""";

    [Fact]
    public async Task The_languages_are_those_of_the_models_directions() =>
        Assert.Equal(Expected, (await service.Client.GetAsync("/languages", TestContext.Current.CancellationToken).JsonAsync()).ToJsonString());

    [Fact]
    public async Task A_body_which_some_clients_send_does_no_harm()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/languages") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };

        Assert.Equal(Expected, (await service.Client.SendAsync(request, TestContext.Current.CancellationToken).JsonAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("de", "German")]
    [InlineData("zu", "Zulu")]
    [InlineData("aa", "Afar")]
    [InlineData("nb", "Norwegian Bokmål")]
    [InlineData("xx", "xx")]
    public void A_language_has_its_English_name(string code, string name) => Assert.Equal(name, LanguageNames.Of(code));
}
