namespace PyTorchCS;

public static partial class Torch
{
    /// <summary>The limits of a floating-point dtype, by default the default one; of a complex dtype those of its parts.</summary>
    /// <exception cref="ArgumentException">The dtype is no floating-point one.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/type_info.html"/>
    public static Finfo Finfo(DType? type = null) => PyTorchCS.Finfo.Of(type ?? GetDefaultDtype());

    /// <summary>The limits of a dtype of whole numbers.</summary>
    /// <exception cref="ArgumentException">The dtype is no dtype of whole numbers.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/type_info.html"/>
    public static Iinfo Iinfo(DType type) => PyTorchCS.Iinfo.Of(type);

    /// <summary>Whether the object is a tensor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.is_tensor.html"/>
    public static bool IsTensor(object? obj) => obj is PyTorchCS.Tensor;

    /// <summary>Whether the object is the memory behind a tensor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.is_storage.html"/>
    public static bool IsStorage(object? obj) => obj is Storage;

    /// <summary>The number of elements.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.numel.html"/>
    public static long Numel(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Numel();
    }

    /// <summary>The number of the tensor's device among its kind; -1 for the processor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.get_device.html"/>
    public static int GetDevice(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.GetDevice();
    }
}
