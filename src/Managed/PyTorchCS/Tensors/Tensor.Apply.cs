namespace PyTorchCS;

public partial class Tensor
{
    /// <summary>Replaces each element by what a function makes of it, and gives this back.</summary>
    /// <remarks>Each element passes through managed code: for experiments and tests, not where time counts.</remarks>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtype is stored.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not on the processor, or requires gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.apply_.html"/>
    public Tensor Apply_<T>(Func<T, T> callable)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(callable);
        CheckApplicable<T>("apply_", this);
        var elements = ToArray<T>();
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = callable(elements[i]);
        }
        return Replace(elements);
    }

    /// <summary>Replaces each element by what a function makes of it and of the element of another tensor, and gives this back.</summary>
    /// <param name="tensor">A tensor of the same dtype, of a shape that broadcasts to that of this one.</param>
    /// <param name="callable">Takes the element of this tensor and that of the other.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtypes are stored.</exception>
    /// <exception cref="InvalidOperationException">A tensor is not on the processor, or requires gradients.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.map_.html"/>
    public Tensor Map_<T>(Tensor tensor, Func<T, T, T> callable)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(callable);
        CheckApplicable<T>("map_", this, tensor);
        var elements = ToArray<T>();
        var others = Expanded<T>(tensor);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = callable(elements[i], others[i]);
        }
        return Replace(elements);
    }

    /// <summary>Replaces each element by what a function makes of it and of the elements of two other tensors, and gives this back.</summary>
    /// <param name="x">A tensor of the same dtype, of a shape that broadcasts to that of this one.</param>
    /// <param name="y">Another such tensor.</param>
    /// <param name="callable">Takes the elements of this tensor, of <paramref name="x"/> and of <paramref name="y"/>.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not how the dtypes are stored.</exception>
    /// <exception cref="InvalidOperationException">A tensor is not on the processor, or requires gradients.</exception>
    public Tensor Map2_<T>(Tensor x, Tensor y, Func<T, T, T, T> callable)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(callable);
        CheckApplicable<T>("map2_", this, x, y);
        var elements = ToArray<T>();
        var first = Expanded<T>(x);
        var second = Expanded<T>(y);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = callable(elements[i], first[i], second[i]);
        }
        return Replace(elements);
    }

    private static void CheckApplicable<T>(string operation, params ReadOnlySpan<Tensor> tensors)
        where T : unmanaged
    {
        foreach (var tensor in tensors)
        {
            if (!tensor.IsCpu)
            {
                throw new InvalidOperationException($"{operation}: works on the processor only, not for {tensor.Describe()}");
            }
            tensor.CheckElementType<T>(operation);
            if (tensor.RequiresGrad)
            {
                throw new InvalidOperationException($"{operation}: a function of managed code has no gradient, and {tensor.Describe()} requires one");
            }
        }
    }

    private T[] Expanded<T>(Tensor tensor)
        where T : unmanaged
    {
        using var expanded = tensor.ExpandAs(this);
        return expanded.ToArray<T>();
    }

    private Tensor Replace<T>(T[] elements)
        where T : unmanaged
    {
        using var changed = Torch.Tensor<T>(elements, Shape, dtype: DType, device: Device.Cpu);
        return Copy_(changed);
    }
}
