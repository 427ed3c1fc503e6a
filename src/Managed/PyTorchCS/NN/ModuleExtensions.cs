using PyTorchCS.NN;

// In the root namespace on purpose: a model that comes out of a library can be moved and switched without importing PyTorchCS.NN.
namespace PyTorchCS;

/// <summary>What changes a module and hands it back under its own type, so that <c>var net = new Net().To("cuda")</c> is a <c>Net</c>.</summary>
public static class ModuleExtensions
{
    /// <summary>Puts the module and everything inside it into training mode.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="mode"><c>false</c> for evaluation mode.</param>
    /// <returns>The same module.</returns>
    public static T Train<T>(this T module, bool mode = true)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.SetTraining(mode);
        return module;
    }

    /// <summary>Puts the module and everything inside it into evaluation mode.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The same module.</returns>
    public static T Eval<T>(this T module)
        where T : Module => module.Train(false);

    /// <summary>Moves the parameters, their gradients and the buffers, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">Where to; by default they stay.</param>
    /// <param name="dtype">The new type of floating-point and complex tensors; others keep theirs.</param>
    /// <param name="nonBlocking">Whether a copy from pinned memory may run in the background.</param>
    /// <returns>The same module. Every parameter stays the same object, so an optimizer built before remains valid.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is neither floating-point nor complex.</exception>
    public static T To<T>(this T module, Device? device = null, DType? dtype = null, bool nonBlocking = false)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Move(device, dtype, withComplex: true, nonBlocking);
        return module;
    }

    /// <summary>Converts the floating-point and complex parameters, gradients and buffers, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="dtype">The new type.</param>
    /// <param name="nonBlocking">Whether a copy from pinned memory may run in the background.</param>
    /// <returns>The same module.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is neither floating-point nor complex.</exception>
    public static T To<T>(this T module, DType dtype, bool nonBlocking = false)
        where T : Module => module.To(device: null, dtype, nonBlocking);

    /// <summary>Moves the module to a GPU, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The index of the GPU; by default the current one.</param>
    /// <returns>The same module.</returns>
    public static T Cuda<T>(this T module, int? device = null)
        where T : Module => module.To(device is { } index ? $"cuda:{index}" : "cuda");

    /// <summary>Moves the module to the CPU, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The same module.</returns>
    public static T Cpu<T>(this T module)
        where T : Module => module.To("cpu");

    /// <summary>Converts the floating-point state to 32 bits, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The same module.</returns>
    public static T Float<T>(this T module)
        where T : Module => Convert(module, DType.Float32);

    /// <summary>Converts the floating-point state to 64 bits, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The same module.</returns>
    public static T Double<T>(this T module)
        where T : Module => Convert(module, DType.Float64);

    /// <summary>Converts the floating-point state to 16-bit floats, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The same module.</returns>
    public static T Half<T>(this T module)
        where T : Module => Convert(module, DType.Float16);

    /// <summary>Converts the floating-point state to bfloat16, in place.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <returns>The same module.</returns>
    public static T BFloat16<T>(this T module)
        where T : Module => Convert(module, DType.Bfloat16);

    /// <summary>Runs an action on every module inside, children before their parents, and last on the module itself.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="action">What to run.</param>
    /// <returns>The same module.</returns>
    public static T Apply<T>(this T module, Action<Module> action)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(action);
        module.ApplyToAll(action);
        return module;
    }

    /// <summary>Sets whether gradients are computed for the parameters; <c>false</c> freezes the module.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="requiresGrad">Whether gradients are wanted.</param>
    /// <returns>The same module.</returns>
    public static T RequiresGrad_<T>(this T module, bool requiresGrad = true)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.SetRequiresGrad(requiresGrad);
        return module;
    }

    private static T Convert<T>(T module, DType dtype)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Move(device: null, dtype, withComplex: false, nonBlocking: false);
        return module;
    }
}
