using System.Text;
using PyTorchCS.Interop;

namespace PyTorchCS;

public static unsafe partial class Torch
{
    /// <summary>Whether a CUDA device can be used.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.cuda.is_available.html"/>
    public static bool CudaIsAvailable
    {
        get
        {
            bool result;
            Errors.Check(Native.CudaIsAvailable(&result), "cuda.is_available");
            return result;
        }
    }

    /// <summary>The number of CUDA devices.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.cuda.device_count.html"/>
    public static int CudaDeviceCount
    {
        get
        {
            int result;
            Errors.Check(Native.CudaDeviceCount(&result), "cuda.device_count");
            return result;
        }
    }

    /// <summary>Waits until a CUDA device, by default the current one, has done all its work.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.cuda.synchronize.html"/>
    public static void CudaSynchronize(int? device = null) => Errors.Check(Native.CudaSynchronize(device ?? -1), "cuda.synchronize");

    /// <summary>Sets the most bytes of the processor's memory that tensors may hold together; null lifts the limit.</summary>
    /// <remarks>
    /// Where an operator would pass it, what nobody refers to any more is collected first. If that does not help, the operator throws a
    /// <see cref="TorchException"/> of the kind <see cref="TorchErrorKind.OutOfMemory"/> that names the limit, the live bytes and, under
    /// <see cref="TensorStatistics.Track"/>, the lines of the program whose tensors hold most. What is alive already stays alive.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public static void SetMemoryLimit(long? bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes ?? 0, nameof(bytes));
        Native.SetMemoryLimit(bytes ?? long.MaxValue);
    }

    /// <summary>The floating-point dtype of tensors made without one.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_default_dtype.html"/>
    public static DType GetDefaultDtype() => Native.GetDefaultDtype();

    /// <summary>Sets the floating-point dtype of tensors made without one, for the whole process.</summary>
    /// <exception cref="ArgumentException">The dtype is not a floating-point one.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_default_dtype.html"/>
    public static void SetDefaultDtype(DType dtype)
    {
        if (!dtype.IsFloatingPoint)
        {
            throw new ArgumentException($"set_default_dtype: only floating-point dtypes can be the default, not {dtype.PythonName()}", nameof(dtype));
        }
        Errors.Check(Native.SetDefaultDtype((sbyte)dtype), "set_default_dtype");
    }

    /// <summary>Where this thread makes tensors that are given no device: the processor, unless <see cref="SetDefaultDevice"/> named another.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_default_device.html"/>
    public static Device GetDefaultDevice() => DefaultDevice.Current ?? Device.Cpu;

    /// <summary>Makes tensors that are given no device on another one, for this thread; null brings the processor back.</summary>
    /// <remarks>
    /// It reaches what makes tensors out of nothing or from data: <c>Zeros</c>, <c>Arange</c>, <c>Rand</c>, <c>Tensor</c> and so the parameters
    /// of layers. What has a tensor to go by, such as <c>ZerosLike</c>, stays on that tensor's device.
    /// </remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_default_device.html"/>
    public static void SetDefaultDevice(Device? device) => DefaultDevice.Current = device;

    /// <summary>How many threads one operator uses.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_num_threads.html"/>
    public static int GetNumThreads() => Native.GetNumThreads();

    /// <summary>Sets how many threads one operator uses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_num_threads.html"/>
    public static void SetNumThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Errors.Check(Native.SetNumThreads(threads), "set_num_threads");
    }

    /// <summary>How many threads work on operators beside each other.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_num_interop_threads.html"/>
    public static int GetNumInteropThreads() => Native.GetNumInteropThreads();

    /// <summary>Sets how many threads work on operators beside each other; possible once, before the first such work.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_num_interop_threads.html"/>
    public static void SetNumInteropThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Errors.Check(Native.SetNumInteropThreads(threads), "set_num_interop_threads");
    }

    /// <summary>Treats denormal numbers as zero on this thread, and tells whether the processor can.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_flush_denormal.html"/>
    public static bool SetFlushDenormal(bool mode)
    {
        bool supported;
        Errors.Check(Native.SetFlushDenormal(&supported, mode), "set_flush_denormal");
        return supported;
    }

    /// <summary>How exact products of float32 matrices are: <c>highest</c>, <c>high</c> or <c>medium</c>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.get_float32_matmul_precision.html"/>
    public static string GetFloat32MatmulPrecision()
    {
        NativeText text;
        Errors.Check(Native.GetMatmulPrecision(&text), "get_float32_matmul_precision");
        return text.Take();
    }

    /// <summary>Sets how exact products of float32 matrices are: <c>highest</c>, <c>high</c> or <c>medium</c>.</summary>
    /// <exception cref="ArgumentException">It is none of the three.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.set_float32_matmul_precision.html"/>
    public static void SetFloat32MatmulPrecision(string precision)
    {
        if (precision is not ("highest" or "high" or "medium"))
        {
            throw new ArgumentException($"set_float32_matmul_precision: expected highest, high or medium, not '{precision}'", nameof(precision));
        }
        var bytes = Encoding.UTF8.GetBytes(precision);
        fixed (byte* data = bytes)
        {
            Errors.Check(Native.SetMatmulPrecision(new NativeSpan(data, bytes.Length)), "set_float32_matmul_precision");
        }
    }
}
