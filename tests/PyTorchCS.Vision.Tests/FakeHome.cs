using System.Net;

namespace PyTorchCS.Vision.Tests;

/// <summary>Answers requests from memory; a file that is not there is a 404.</summary>
internal sealed class FakeHome(IReadOnlyDictionary<string, byte[]> files) : HttpMessageHandler
{
    public List<Uri> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!);
        string name = request.RequestUri!.Segments[^1];
        return Task.FromResult(files.TryGetValue(name, out byte[]? content)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
