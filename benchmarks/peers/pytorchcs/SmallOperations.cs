namespace PyTorchCS.Benchmarks.Peers;

/// <summary>Section "overhead": one small operation on 3x3 tensors, with and without gradients, in three styles.</summary>
internal static class SmallOperations
{
    private const int ScopeLength = 100;

    private interface IOperation
    {
        static abstract Tensor Run(Tensor a, Tensor b);
    }

    public static void Fill(Suite suite)
    {
        foreach (bool gradients in (ReadOnlySpan<bool>)[false, true])
        {
            string suffix = gradients ? ", gradients" : "";
            Tensor a = Torch.Randn([3, 3], requiresGrad: gradients);
            Tensor b = Torch.Randn(3, 3);
            Tensor scalar = Torch.Randn([], requiresGrad: gradients);
            AddStyles<Add>(suite, "add" + suffix, a, b);
            AddStyles<Mm>(suite, "mm" + suffix, a, b);
            AddStyles<Relu>(suite, "relu" + suffix, a, b);
            AddStyles<Reshape>(suite, "reshape" + suffix, a, b);
            AddStyles<View>(suite, "view" + suffix, a, b);
            AddStyles<Index>(suite, "index[0]" + suffix, a, b);
            AddStyles<Slice>(suite, "slice[0:2]" + suffix, a, b);
            AddStyles<Sum>(suite, "sum" + suffix, a, b);
            suite.Add("item" + suffix, "using", "ns", 1, () => count =>
            {
                for (int i = 0; i < count; i++)
                {
                    scalar.Item<float>();
                }
            });
        }
    }

    private static void AddStyles<TOperation>(Suite suite, string bench, Tensor a, Tensor b)
        where TOperation : struct, IOperation
    {
        suite.Add(bench, "using", "ns", 1, () => count =>
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor result = TOperation.Run(a, b);
            }
        });
        suite.Add(bench, "scope100", "ns", 1, () => count =>
        {
            for (int i = 0; i < count; i += ScopeLength)
            {
                using TensorScope scope = Torch.Scope();
                int length = Math.Min(ScopeLength, count - i);
                for (int k = 0; k < length; k++)
                {
                    TOperation.Run(a, b);
                }
            }
        });
        Action<int> undisposed = count =>
        {
            for (int i = 0; i < count; i++)
            {
                TOperation.Run(a, b);
            }
        };
        suite.Add(bench, "undisposed", "ns", 1, () => undisposed, Leftovers.Collect);
        suite.Add(bench, "undisposed + collection", "ns", 1, () => undisposed, Leftovers.CollectAndCount);
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
