namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "ops": one small operation on 3x3 tensors, with and without gradients, in three styles.</summary>
internal static class SmallOperations
{
    private const int Count = 20_000;
    private const int ScopeLength = 100;

    private interface IOperation
    {
        static abstract Tensor Run(Tensor a, Tensor b);
    }

    public static Action<Harness> Prepare() => Run;

    private static void Run(Harness harness)
    {
        foreach (bool gradients in (ReadOnlySpan<bool>)[false, true])
        {
            string variant = gradients ? "grad_on" : "grad_off";
            using Tensor a = Torch.Randn([3, 3], requiresGrad: gradients);
            using Tensor b = Torch.Randn(3, 3);
            using Tensor scalar = Torch.Randn([], requiresGrad: gradients);
            Measure<Add>(harness, "add", variant, a, b);
            Measure<Mm>(harness, "mm", variant, a, b);
            Measure<Relu>(harness, "relu", variant, a, b);
            Measure<Reshape>(harness, "reshape", variant, a, b);
            Measure<View>(harness, "view", variant, a, b);
            Measure<Index>(harness, "index[0]", variant, a, b);
            Measure<Slice>(harness, "slice[0:2]", variant, a, b);
            Measure<Sum>(harness, "sum", variant, a, b);
            harness.Measure("item", variant + " using", "ns", Count, 1, count =>
            {
                for (int i = 0; i < count; i++)
                {
                    scalar.Item<float>();
                }
            });
        }
    }

    private static void Measure<TOperation>(Harness harness, string name, string variant, Tensor a, Tensor b)
        where TOperation : struct, IOperation
    {
        harness.Measure(name, variant + " using", "ns", Count, 1, count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = TOperation.Run(a, b);
            }
        });
        harness.Measure(name, variant + " scope100", "ns", Count, 1, count =>
        {
            for (int i = 0; i < count; i += ScopeLength)
            {
                using TensorScope scope = Torch.Scope();
                for (int k = 0; k < ScopeLength; k++)
                {
                    TOperation.Run(a, b);
                }
            }
        });
        harness.Measure(name, variant + " undisposed", "ns", Count, 1, count =>
        {
            for (int i = 0; i < count; i++)
            {
                TOperation.Run(a, b);
            }
        });
    }

    private readonly struct Add : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a + b;
    }

    private readonly struct Mm : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a.Mm(b);
    }

    private readonly struct Relu : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a.Relu();
    }

    private readonly struct Reshape : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a.Reshape(9);
    }

    private readonly struct View : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a.View(9);
    }

    private readonly struct Index : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a[0];
    }

    private readonly struct Slice : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a[0..2];
    }

    private readonly struct Sum : IOperation
    {
        public static Tensor Run(Tensor a, Tensor b) => a.Sum();
    }
}
