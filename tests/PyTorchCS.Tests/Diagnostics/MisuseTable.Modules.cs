using PyTorchCS.NN;

namespace PyTorchCS.Tests;

internal static partial class MisuseTable
{
    private static readonly Dictionary<string, Misuse> OfModules = new()
    {
        ["linear of another width"] = Misuse.Torch(() => new Linear(4, 2).Call(Torch.Ones(3, 5)), "linear", "3x5", "4x2"),
        ["linear of another type"] = Misuse.Torch(() => new Linear(4, 2).Call(Torch.Ones([3, 4], dtype: DType.Float64)), "linear", "float64"),
        ["linear of null"] = Misuse.Of<ArgumentNullException>(() => new Linear(4, 2).Call(null!)),
        ["linear of a negative width"] = Misuse.Of<Exception>(() => _ = new Linear(-1, 2), "-1"),
        ["convolution of other channels"] = Misuse.Torch(() => new Conv2d(3, 4, 3).Call(Torch.Ones(1, 2, 8, 8)), "conv", "3 channels", "2 channels"),
        ["convolution of a vector"] = Misuse.Torch(() => new Conv2d(3, 4, 3).Call(Torch.Ones(8)), "conv2d", "[8]"),
        ["convolution with a kernel beyond the input"] = Misuse.Torch(() => new Conv2d(1, 1, 5).Call(Torch.Ones(1, 1, 3, 3)), "conv", "Kernel size"),
        ["convolution with groups that do not divide"] = Misuse.Of<ArgumentException>(() => _ = new Conv2d(3, 4, 3, groups: 2), "groups"),
        ["convolution with three sizes for two dimensions"] = Misuse.Of<ArgumentException>(() => _ = new Conv2d(3, 4, [1, 2, 3]), "kernel"),
        ["same padding with a stride"] = Misuse.Of<ArgumentException>(() => _ = new Conv2d(1, 1, 3, stride: 2, padding: "same"), "same", "stride"),
        ["batch norm of other features"] = Misuse.Of<Exception>(() => new BatchNorm2d(3).Call(Torch.Ones(2, 4, 2, 2)), "3", "4"),
        ["batch norm of other dimensions"] = Misuse.Of<ArgumentException>(() => new BatchNorm2d(3).Call(Torch.Ones(2, 3)), "BatchNorm2d", "[2, 3]"),
        ["batch norm of one value in training"] = Misuse.Of<Exception>(() => new BatchNorm1d(3).Call(Torch.Ones(1, 3)), "more than 1 value"),
        ["layer norm of another shape"] = Misuse.Torch(() => new LayerNorm(4).Call(Torch.Ones(2, 3)), "layer_norm", "[4]"),
        ["dropout of a probability above 1"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new Dropout(1.5), "1.5"),
        ["dropout of nan"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new Dropout(double.NaN), "NaN"),
        ["embedding beyond its table"] = Misuse.Of<Exception>(() => new Embedding(3, 2).Call(Torch.Tensor([3L])), "range"),
        ["embedding of fractions"] = Misuse.Torch(() => new Embedding(3, 2).Call(Torch.Ones(2)), "embedding", "float32"),
        ["embedding with padding beyond its table"] = Misuse.Of<ArgumentException>(() => _ = new Embedding(3, 2, paddingIdx: 3), "paddingIdx"),
        ["pooling beyond the input"] = Misuse.Torch(() => new MaxPool2d(5).Call(Torch.Ones(1, 1, 2, 2)), "max_pool2d"),
        ["attention with heads that do not divide"] = Misuse.Of<ArgumentException>(() => _ = new MultiheadAttention(5, 2), "5", "2"),
        ["cross entropy of a class beyond"] = Misuse.Of<Exception>(() => new CrossEntropyLoss().Call(Torch.Ones(2, 3), Torch.Tensor([0L, 3L])), "3"),
        ["cross entropy of other rows"] = Misuse.Of<Exception>(() => new CrossEntropyLoss().Call(Torch.Ones(2, 3), Torch.Tensor([0L])), "2", "1"),
        ["binary cross entropy outside 0 to 1"] = Misuse.Of<Exception>(() => new BCELoss().Call(Torch.Tensor([1.5f]), Torch.Tensor([1f])), "0", "1"),
        ["loss of shapes that do not broadcast"] = Misuse.Of<Exception>(() => new MSELoss().Call(Torch.Ones(2), Torch.Ones(3)), "[2]", "[3]"),
        ["huber loss with a delta of 0"] = Misuse.Of<Exception>(() => new HuberLoss(delta: 0).Call(Torch.Ones(2), Torch.Ones(2)), "delta"),

        // State.
        ["a state with a missing key"] = Misuse.Of<Exception>(() => new Linear(2, 1).LoadStateDict(State("weight", 1, 2)), "bias", "missing"),
        ["a state with an unexpected key"] = Misuse.Of<Exception>(
            () => new Linear(2, 1, bias: false).LoadStateDict(State("weight", 1, 2, "extra", 1)), "extra", "unexpected"),
        ["a state of another shape"] = Misuse.Of<Exception>(() => new Linear(2, 1, bias: false).LoadStateDict(State("weight", 2, 1)), "weight", "[2, 1]", "[1, 2]"),
        ["a state that would broadcast"] = Misuse.Of<Exception>(() => new Linear(2, 3, bias: false).LoadStateDict(State("weight", 1, 2)), "weight", "[1, 2]", "[3, 2]"),
        ["null as a state"] = Misuse.Of<ArgumentNullException>(() => new Linear(2, 1).LoadStateDict(null!)),
        ["a submodule that is none"] = Misuse.Of<Exception>(() => new Sequential(new ReLU()).GetSubmodule("1"), "1"),
        ["a module of whole numbers"] = Misuse.Of<ArgumentException>(() => new Linear(2, 1).To(DType.Int32), "int32"),
        ["parameters of whole numbers"] = Misuse.Torch(() => _ = new Parameter(Torch.Arange(2)), "floating"),
    };

    private static StateDict State(string key, long rows, long columns, string? extra = null, long size = 0)
    {
        var state = new StateDict { { key, Torch.Ones(rows, columns) } };
        if (extra is not null)
        {
            state.Add(extra, Torch.Ones(size));
        }

        return state;
    }
}
