namespace PyTorchCS.Tests;

internal static partial class MisuseTable
{
    private static readonly Dictionary<string, Misuse> OfTensors = new()
    {
        // Shapes.
        ["add of shapes that do not broadcast"] = Misuse.Torch(() => _ = Torch.Ones(2, 3) + Torch.Ones(4), "add", "[2, 3]", "[4]"),
        ["matmul of sizes that do not meet"] = Misuse.Torch(() => Torch.Ones(2, 3).Matmul(Torch.Ones(2, 3)), "matmul", "2x3"),
        ["mm of a vector"] = Misuse.Torch(() => Torch.Ones(2, 3).Mm(Torch.Ones(3)), "mm", "[3]"),
        ["reshape to another number of elements"] = Misuse.Torch(() => Torch.Ones(2, 3).Reshape(4, 2), "reshape", "[4, 2]", "6"),
        ["reshape with two unknown sizes"] = Misuse.Torch(() => Torch.Ones(2, 3).Reshape(-1, -1), "reshape", "one dimension"),
        ["view of a transposed tensor"] = Misuse.Torch(() => Torch.Ones(2, 3).T.View(6), "view", "stride"),
        ["cat of unlike sizes"] = Misuse.Torch(() => Torch.Cat([Torch.Ones(2, 3), Torch.Ones(2, 4)]), "cat", "3", "4"),
        ["cat of nothing"] = Misuse.Torch(() => Torch.Cat([]), "cat", "non-empty"),
        ["stack of unlike sizes"] = Misuse.Torch(() => Torch.Stack([Torch.Ones(2), Torch.Ones(3)]), "stack", "[2]", "[3]"),
        ["expand of a size that is not 1"] = Misuse.Torch(() => Torch.Ones(2, 3).Expand(2, 4), "expand", "4"),
        ["permute with a repeated dimension"] = Misuse.Torch(() => Torch.Ones(2, 3).Permute(0, 0), "permute"),
        ["zeros of a negative size"] = Misuse.Torch(() => Torch.Zeros(-1), "zeros", "negative"),
        ["item of several elements"] = Misuse.Torch(() => Torch.Ones(2).Item<float>(), "2 elements"),
        ["item of nothing"] = Misuse.Torch(() => Torch.Zeros(0).Item<float>(), "0 elements"),
        ["max of nothing"] = Misuse.Torch(() => Torch.Zeros(0).Max(), "max"),
        ["argmax of nothing"] = Misuse.Torch(() => Torch.Zeros(0).Argmax(), "argmax"),
        ["einsum of unknown letters"] = Misuse.Torch(() => Torch.Einsum("ij->k", [Torch.Ones(2, 3)]), "einsum", "k"),
        ["solve of a singular matrix"] = Misuse.Torch(() => Linalg.Solve(Torch.Zeros(2, 2), Torch.Ones(2)), "solve", "singular"),
        ["cholesky of an indefinite matrix"] = Misuse.Torch(() => Linalg.Cholesky(-Torch.Eye(2)), "cholesky", "positive-definite"),

        // Types.
        ["mean of whole numbers"] = Misuse.Torch(() => Torch.Arange(3).Mean(), "mean", "int64"),
        ["gradients of whole numbers"] = Misuse.Torch(() => Torch.Arange(3).RequiresGrad_(), "requires_grad", "floating"),
        ["matmul of unlike types"] = Misuse.Torch(() => Torch.Ones(2, 2).Matmul(Torch.Ones([2, 2], dtype: DType.Float64)), "matmul", "float64"),
        ["random numbers of a whole-number type"] = Misuse.Torch(() => Torch.Rand([2], dtype: DType.Int64), "rand"),
        ["in-place division of whole numbers"] = Misuse.Torch(() => Torch.Arange(3).Div_(2), "div_", "int64"),
        ["subtraction of truth values"] = Misuse.Torch(() => _ = Torch.Tensor([true]) - Torch.Tensor([true]), "sub", "bool"),
        ["reading elements as another type"] = Misuse.Of<ArgumentException>(() => Torch.Ones(2).ToArray<long>(), "float32", "Int64"),
        ["an array of a type without dtype"] = Misuse.Of<ArgumentException>(() => Torch.Tensor([new DateTime(1)]), "DateTime"),
        ["gather by floating-point positions"] = Misuse.Torch(() => Torch.Ones(2, 2).Gather(0, Torch.Zeros(1, 2)), "gather", "int64"),
        ["a mask of another shape"] = Misuse.Of<Exception>(() => _ = Torch.Ones(3)[Torch.Tensor([true, false])], "[2]", "[3]"),

        ["a span of another type"] = Misuse.Of<ArgumentException>(() => Torch.Ones(2).AsSpan<long>(), "AsSpan", "float32", "Int64"),
        ["a memory of another type"] = Misuse.Of<ArgumentException>(() => Torch.Ones(2).AsMemory<byte>(), "AsMemory", "float32", "Byte"),
        ["copying elements as another type"] = Misuse.Of<ArgumentException>(() => Torch.Ones(2).CopyTo<double>(new double[2]), "CopyTo", "float32", "Double"),
        ["copying elements into too little memory"] = Misuse.Of<ArgumentException>(() => Torch.Ones(2, 3).CopyTo<float>(new float[5]), "CopyTo", "[2, 3]", "5"),
        ["the storage as another type"] = Misuse.Of<ArgumentException>(() => Torch.Ones(2).Storage.ToArray<int>(), "float32", "Int32"),
        ["a number as another type"] = Misuse.Of<InvalidOperationException>(() => Torch.Tensor(2.5f).Item<int>(), "2.5"),
        ["a span of a transposed tensor"] = Misuse.Torch(() => Torch.Ones(2, 3).T.AsSpan<float>(), "AsSpan", "Contiguous", "[3, 2]"),
        ["a span of a recorded tensor"] = Misuse.Torch(() => Torch.Ones([2], requiresGrad: true).AsSpan<float>(), "AsSpan", "Detach"),
        ["a span of a meta tensor"] = Misuse.Torch(() => Torch.Ones([2], device: Device.Meta).AsSpan<float>(), "AsSpan", "meta"),
        ["a span of a disposed tensor"] = Misuse.Of<ObjectDisposedException>(() => Disposed().AsSpan<float>()),
        ["a memory of a type without dtype"] = Misuse.Of<ArgumentException>(() => Torch.FromMemory(new DateTime[1]), "from_memory", "DateTime"),
        ["a memory with a shape that it does not fill"] = Misuse.Of<ArgumentException>(() => Torch.FromMemory(new float[6], [2, 4]), "from_memory", "6", "[2, 4]"),
        ["a memory with a shape of more than there can be"] = Misuse.Of<ArgumentException>(() => Torch.FromMemory(new float[6], [long.MaxValue, 4]), "from_memory", "6"),
        ["null as a memory"] = Misuse.Of<ArgumentNullException>(() => Torch.FromMemory((float[])null!)),
        ["a memory of whole numbers with gradients"] = Misuse.Torch(() => Torch.FromMemory(new int[2], requiresGrad: true), "floating"),
        ["nested arrays that differ in length"] = Misuse.Of<ArgumentException>(() => Torch.Tensor([[1f, 2f], [3f]]), "differ in length", "2", "1"),
        ["nested arrays with null"] = Misuse.Of<ArgumentException>(() => Torch.Tensor([[1f], null!]), "null"),
        ["an array of objects"] = Misuse.Of<ArgumentException>(() => Torch.Tensor((Array)new object[] { 1f }), "Object"),
        ["bytes that are no whole number of elements"] = Misuse.Of<ArgumentException>(() => Torch.Frombuffer(new byte[6], DType.Float32), "frombuffer", "6", "float32"),
        ["more elements than the bytes hold"] = Misuse.Of<ArgumentException>(() => Torch.Frombuffer(new byte[8], DType.Float32, count: 3), "frombuffer", "3", "8"),
        ["bytes from beyond their end"] = Misuse.Of<ArgumentOutOfRangeException>(() => Torch.Frombuffer(new byte[8], DType.Uint8, offset: 8), "frombuffer", "8"),
        ["no bytes"] = Misuse.Of<ArgumentException>(() => Torch.Frombuffer(Memory<byte>.Empty, DType.Uint8), "frombuffer", "0"),
        ["bytes of no dtype"] = Misuse.Of<ArgumentException>(() => Torch.Frombuffer(new byte[8], (DType)100), "frombuffer", "100"),
        ["an array of a number"] = Misuse.Of<InvalidOperationException>(() => Torch.Tensor(1f).ToNestedArray(), "ToNestedArray", "dimensions"),
        ["an array of elements that .NET has not"] = Misuse.Of<InvalidOperationException>(
            () => Torch.Ones([2], dtype: DType.Float8E5m2).ToNestedArray(), "ToNestedArray", "float8_e5m2"),
        ["an array without a copy that needs one"] = Misuse.Of<ArgumentException>(() => Torch.Asarray(new int[2], DType.Float32, copy: false), "asarray", "Int32"),
        ["a capsule that is empty"] = Misuse.Of<InvalidOperationException>(() => Torch.FromDlpack(new DLPackCapsule()), "empty"),
        ["a capsule that is null"] = Misuse.Of<ArgumentNullException>(() => Torch.FromDlpack(null!)),
        ["a capsule for a disposed tensor"] = Misuse.Of<ObjectDisposedException>(() => Disposed().ToDlpack()),
        ["a capsule for a recorded tensor"] = Misuse.Torch(() => Torch.Ones([1], requiresGrad: true).ToDlpack(), "to_dlpack", "Detach"),
        ["a negative number of digits"] = Misuse.Of<ArgumentOutOfRangeException>(() => Torch.SetPrintOptions(precision: -1), "precision", "-1"),
        ["a profile that is none"] = Misuse.Of<ArgumentOutOfRangeException>(() => Torch.SetPrintOptions(profile: (PrintProfile)7), "profile", "7"),

        // Devices.
        ["a device that is none"] = Misuse.Of<ArgumentException>(() => Torch.Ones([1], device: "gpu"), "'gpu'"),
        ["values of a meta tensor"] = Misuse.Of<Exception>(() => Torch.Ones([2], device: Device.Meta).ToArray<float>(), "meta"),
        ["operands on two devices"] = Misuse.Of<Exception>(() => Torch.Ones([2], device: Device.Meta).Add_(Torch.Ones(2)).Item<float>()),

        // Dimensions and indices.
        ["sum over no dimension"] = Misuse.Torch(() => Torch.Ones(2, 3).Sum(2), "sum", "range"),
        ["transpose of no dimension"] = Misuse.Torch(() => Torch.Ones(2).Transpose(0, 1), "transpose", "range"),
        ["an index beyond the end"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = Torch.Ones(3)[3], "3"),
        ["an index before the start"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = Torch.Ones(3)[-4], "-4"),
        ["too many indices"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = Torch.Ones(3)[0, 0], "too many indices"),
        ["an index tensor beyond the end"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = Torch.Ones(3)[Torch.Tensor([5L])], "5"),
        ["an index into a number"] = Misuse.Of<Exception>(() => _ = Torch.Tensor(1f)[0], "0"),
        ["select beyond the end"] = Misuse.Torch(() => Torch.Ones(2).Select(0, 2), "select", "2"),
        ["index_select beyond the end"] = Misuse.Torch(() => Torch.Ones(2).IndexSelect(0, Torch.Tensor([7L])), "index_select", "range"),
        ["assigning a value that does not fit"] = Misuse.Of<Exception>(() => Torch.Ones(2, 3)[0] = Torch.Ones(4), "4", "3"),
        ["a slice with step 0"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = Torch.Ones(3)[Slice(step: 0)], "step"),
        ["split into pieces of no size"] = Misuse.Torch(() => Torch.Ones(3).Split(-1), "split"),
        ["kthvalue beyond the end"] = Misuse.Torch(() => Torch.Ones(3).Kthvalue(4), "kthvalue", "range"),

        // Null and disposed.
        ["null as an operand"] = Misuse.Of<ArgumentNullException>(() => _ = Torch.Ones(1) + (Tensor)null!),
        ["null as the first operand"] = Misuse.Of<ArgumentNullException>(() => Torch.Abs(null!)),
        ["null in a list"] = Misuse.Of<ArgumentException>(() => Torch.Cat([Torch.Ones(1), null!])),
        ["null as an array"] = Misuse.Of<ArgumentNullException>(() => Torch.Tensor((float[])null!)),
        ["null as an index"] = Misuse.Of<ArgumentNullException>(() => _ = Torch.Ones(1)[(Tensor)null!]),
        ["null as an assigned value"] = Misuse.Of<ArgumentNullException>(() => Torch.Ones(1)[0] = null!),
        ["null as data of a parameter"] = Misuse.Of<ArgumentNullException>(() => _ = new Parameter(null!)),
        ["a disposed operand"] = Misuse.Of<ObjectDisposedException>(() => _ = Torch.Ones(1) + Disposed(), "disposed"),
        ["a disposed tensor itself"] = Misuse.Of<ObjectDisposedException>(() => Disposed().Sum(), "Scope"),
        ["a disposed tensor's shape"] = Misuse.Of<ObjectDisposedException>(() => _ = Disposed().Shape),
        ["a disposed tensor's backward"] = Misuse.Of<ObjectDisposedException>(() => Disposed().Backward()),
        ["a disposed generator"] = Misuse.Of<ObjectDisposedException>(() => Torch.Randperm(3, generator: DisposedGenerator())),
        ["a scope that ended"] = Misuse.Of<ObjectDisposedException>(() => FromAnEndedScope().Sum(), "Scope"),

        // Gradients.
        ["backward of several elements"] = Misuse.Torch(() => Torch.Ones([2], requiresGrad: true).Mul(2).Backward(), "scalar"),
        ["backward without a graph"] = Misuse.Torch(() => Torch.Ones(1).Backward(), "backward", "does not require grad"),
        ["backward with a gradient of another shape"] = Misuse.Torch(() => Torch.Ones([2], requiresGrad: true).Mul(2).Backward(Torch.Ones(3)), "[3]", "[2]"),
        ["in-place work on a leaf"] = Misuse.Torch(() => Torch.Ones([2], requiresGrad: true).Add_(1), "add_", "leaf"),
        ["a gradient of another shape"] = Misuse.Torch(() => Torch.Ones([2], requiresGrad: true).Grad = Torch.Ones(3), "grad", "[3]", "[2]"),
        ["numbers of threads below 1"] = Misuse.Of<ArgumentOutOfRangeException>(() => Torch.SetNumThreads(0), "threads"),
        ["a default dtype of whole numbers"] = Misuse.Of<ArgumentException>(() => Torch.SetDefaultDtype(DType.Int64), "int64"),
    };

    private static Tensor Disposed()
    {
        var tensor = Torch.Ones(1);
        tensor.Dispose();
        return tensor;
    }

    private static Generator DisposedGenerator()
    {
        var generator = new Generator(1);
        generator.Dispose();
        return generator;
    }

    private static Tensor FromAnEndedScope()
    {
        using var scope = Torch.Scope();
        return Torch.Ones(1);
    }
}
