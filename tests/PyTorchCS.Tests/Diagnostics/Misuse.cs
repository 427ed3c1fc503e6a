namespace PyTorchCS.Tests;

/// <summary>Something done wrong: what is thrown, and what its message must say.</summary>
internal sealed record Misuse(Action Act, Type Exception, params string[] Text)
{
    internal static Misuse Of<TException>(Action act, params string[] text)
        where TException : Exception => new(act, typeof(TException), text);

    internal static Misuse Torch(Action act, params string[] text) => Of<TorchException>(act, text);
}
