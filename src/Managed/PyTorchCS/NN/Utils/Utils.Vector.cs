namespace PyTorchCS.NN;

public static partial class Utils
{
    /// <summary>Joins parameters to one vector.</summary>
    /// <param name="parameters">The parameters, all on one device.</param>
    /// <returns>Their elements one after the other; gradients flow back.</returns>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.utils.parameters_to_vector.html"/>
    public static Tensor ParametersToVector(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] flat = [.. parameters.Select(parameter => parameter.Reshape(-1))];
        return flat.Length > 0
            ? Torch.Cat(flat)
            : throw new ArgumentException("parameters_to_vector: there are no parameters.", nameof(parameters));
    }

    /// <summary>Copies the parts of a vector into parameters, which stay the same objects.</summary>
    /// <param name="vec">As many elements as the parameters have together.</param>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="ArgumentException">The number of elements differs; then nothing was copied.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.nn.utils.vector_to_parameters.html"/>
    public static void VectorToParameters(Tensor vec, IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(vec);
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] targets = [.. parameters];
        long elements = targets.Sum(target => target.Numel());
        if (vec.Numel() != elements)
        {
            throw new ArgumentException($"vector_to_parameters: the parameters have {elements} elements, the vector {vec.Numel()}.", nameof(vec));
        }

        using (Torch.NoGrad())
        {
            long start = 0;
            foreach (Tensor target in targets)
            {
                target.Copy_(vec.Narrow(0, start, target.Numel()).ViewAs(target));
                start += target.Numel();
            }
        }
    }
}
