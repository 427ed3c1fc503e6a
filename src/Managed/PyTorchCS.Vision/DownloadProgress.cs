namespace PyTorchCS.Vision;

/// <summary>How far the download of one file is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">The bytes received so far.</param>
/// <param name="TotalBytes">The bytes of the whole file.</param>
public sealed record DownloadProgress(string File, long Bytes, long TotalBytes);
