namespace FashionMnistSample;

/// <summary>An option of the command line makes no sense; the message is for the one who typed it.</summary>
internal sealed class OptionException(string message) : Exception(message);
