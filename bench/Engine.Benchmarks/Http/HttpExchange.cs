using System.Net.Sockets;
using System.Text;

namespace TranslationService.Engine.Benchmarks.Http;

/// <summary>
/// A connection that is kept open, for requests that were put together beforehand. It looks at the status and for the end of the answer and at nothing else:
/// client and service share the machine, and a full client would take a good part of it.
/// </summary>
internal sealed class HttpExchange : IDisposable
{
    private static readonly byte[] Success = "HTTP/1.1 200 "u8.ToArray();
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] ContentLength = "\r\nContent-Length: "u8.ToArray();
    private static readonly byte[] EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly Socket _socket;
    private byte[] _buffer = new byte[1 << 14];

    private HttpExchange(Socket socket) => _socket = socket;

    public static async Task<HttpExchange> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        return new HttpExchange(socket);
    }

    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <exception cref="BenchmarkException">The status is another than 200, or the connection was closed.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        do
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * length);
            }

            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            length += received;
            if (received == 0 || (length >= Success.Length && !_buffer.AsSpan().StartsWith(Success)))
            {
                throw new BenchmarkException($"the service answered {(length == 0 ? "nothing" : Encoding.UTF8.GetString(_buffer, 0, Math.Min(length, 200)))}");
            }
        }
        while (!IsWhole(_buffer.AsSpan(0, length)));
    }

    public void Dispose() => _socket.Dispose();

    internal static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headers = answer.IndexOf(EndOfHeaders);
        if (headers < 0)
        {
            return false;
        }

        var at = answer[..headers].IndexOf(ContentLength);
        return at < 0
            ? answer[(headers + 2)..].EndsWith(EndOfChunks)
            : answer.Length >= headers + EndOfHeaders.Length + NumberAt(answer[(at + ContentLength.Length)..]);
    }

    private static int NumberAt(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text[..text.IndexOf((byte)'\r')])
        {
            number = (10 * number) + digit - '0';
        }

        return number;
    }
}
