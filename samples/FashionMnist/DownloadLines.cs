using System.Globalization;
using PyTorchCS.Vision;

namespace FashionMnistSample;

/// <summary>A line for every few megabytes of a download, and one at each file's end.</summary>
internal sealed class DownloadLines : IProgress<DownloadProgress>
{
    private const long BytesPerLine = 4 << 20;
    private long _lines;
    private string _file = "";

    public void Report(DownloadProgress value)
    {
        if (value.File != _file)
        {
            (_file, _lines) = (value.File, 0);
        }

        bool complete = value.Bytes == value.TotalBytes;
        if (complete || value.Bytes / BytesPerLine > _lines)
        {
            _lines = value.Bytes / BytesPerLine;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {value.File}  {value.Bytes / 1e6:0.0} of {value.TotalBytes / 1e6:0.0} MB ({100.0 * value.Bytes / value.TotalBytes:0} %)"));
        }
    }
}
