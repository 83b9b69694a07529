using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TranslationService.Deployment.Tests.Nginx;

public sealed class NginxForwardingTests
{
    [Fact]
    public async Task What_a_client_claims_about_its_address_does_not_get_through()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        await using var nginx = await NginxProcess.Start([$"{upstream.LocalEndpoint}"], cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/languages");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");

        var seen = AnswerOnce(upstream, cancellationToken);
        using var response = await nginx.Client.SendAsync(request, cancellationToken);
        var head = await seen;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("X-Forwarded-For: 127.0.0.1", head);
        Assert.Contains("X-Forwarded-Proto: http", head);
        Assert.Contains($"Host: {nginx.Client.BaseAddress!.Authority}", head);
        Assert.DoesNotContain(head, line => line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/info")]
    public async Task What_is_one_replicas_own_is_not_for_the_public(string path)
    {
        await using var nginx = await NginxProcess.Start(["127.0.0.1:1"], TestContext.Current.CancellationToken);

        using var response = await nginx.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> AnswerOnce(TcpListener upstream, CancellationToken cancellationToken)
    {
        using var connection = await upstream.AcceptTcpClientAsync(cancellationToken);
        using var reader = new StreamReader(connection.GetStream());
        var head = new List<string>();
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            head.Add(line);
        }

        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), cancellationToken);
        return head;
    }
}
