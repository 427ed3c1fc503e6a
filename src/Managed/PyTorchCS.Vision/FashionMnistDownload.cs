namespace PyTorchCS.Vision;

/// <summary>Fetches the four files into a folder; a file stands there only when it is whole and verified.</summary>
internal sealed class FashionMnistDownload(HttpClient client, Uri home, string directory, IProgress<DownloadProgress>? progress)
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(30);

    public async Task RunAsync(IEnumerable<IdxSpec> files, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        string temporary = Path.Combine(directory, $".download-{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            foreach (IdxSpec file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                if (File.Exists(Path.Combine(directory, file.Name)))
                {
                    continue;
                }

                await FetchAsync(file, Path.Combine(temporary, file.Name), cancellation).ConfigureAwait(false);
                IdxFile.Read(temporary, file);
                File.Move(Path.Combine(temporary, file.Name), Path.Combine(directory, file.Name), overwrite: true);
            }
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private async Task FetchAsync(IdxSpec file, string target, CancellationToken cancellation)
    {
        // The timer starts anew with every piece: a slow line is fine, a dead one is not.
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(StallTimeout);
        try
        {
            using HttpResponseMessage response = await client
                .GetAsync(new Uri(home, file.Name), HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            await CopyAsync(response.Content, file, target, stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"'{file.Name}' could not be downloaded: nothing came for {StallTimeout.TotalSeconds:0} seconds.");
        }
    }

    private async Task CopyAsync(HttpContent content, IdxSpec file, string target, CancellationTokenSource stall)
    {
        Stream source = await content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        FileStream output = new(target, FileMode.CreateNew, FileAccess.Write);
        await using (source.ConfigureAwait(false))
        await using (output.ConfigureAwait(false))
        {
            byte[] buffer = new byte[1 << 16];
            long received = 0;
            int count;
            while ((count = await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false)) > 0)
            {
                received += count;
                if (received > file.DownloadBytes)
                {
                    throw new InvalidDataException($"'{file.Name}' is longer than the {file.DownloadBytes} bytes published.");
                }

                await output.WriteAsync(buffer.AsMemory(0, count), stall.Token).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(file.Name, received, file.DownloadBytes));
                stall.CancelAfter(StallTimeout);
            }

            if (received != file.DownloadBytes)
            {
                throw new InvalidDataException($"'{file.Name}' is cut short: {received} of {file.DownloadBytes} bytes.");
            }
        }
    }
}
