namespace PyTorchCS.Vision;

/// <summary>A data set was found in none of the places where it may be; the message lists each with what came of it.</summary>
public sealed class DatasetUnavailableException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public DatasetUnavailableException()
    {
    }

    /// <summary>An exception that says what was tried.</summary>
    public DatasetUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what was tried, with its cause.</summary>
    public DatasetUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
