using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Tests;

internal static partial class MisuseTable
{
    private static readonly Dictionary<string, Misuse> OfTraining = new()
    {
        ["a learning rate of nan"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new SGD(Parameters(), lr: double.NaN), "lr", "NaN"),
        ["a negative learning rate"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new Adam(Parameters(), lr: -1), "lr", "-1"),
        ["a negative weight decay"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new AdamW(Parameters(), weightDecay: -0.1), "weight", "-0.1"),
        ["a momentum below 0"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new RMSprop(Parameters(), momentum: -0.5), "momentum", "-0.5"),
        ["an optimizer of nothing"] = Misuse.Of<ArgumentException>(() => _ = new SGD(Array.Empty<Parameter>(), lr: 0.1), "parameter"),
        ["an optimizer of null"] = Misuse.Of<ArgumentNullException>(() => _ = new Adagrad((IEnumerable<Parameter>)null!)),
        ["a parameter given twice"] = Misuse.Of<ArgumentException>(() => Twice(new Parameter(Torch.Ones(1)))),
        ["a schedule with a period of 0"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new StepLR(new SGD(Parameters(), lr: 0.1), stepSize: 0), "stepSize"),
        ["a schedule of null"] = Misuse.Of<ArgumentNullException>(() => _ = new StepLR(null!, stepSize: 1)),
        ["a data set of unlike lengths"] = Misuse.Of<ArgumentException>(() => _ = new TensorDataset(Torch.Ones(3, 2), Torch.Ones(4)), "3", "4"),
        ["a data set item beyond the end"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new TensorDataset(Torch.Ones(3, 2))[3], "3"),
        ["batches of no size"] = Misuse.Of<ArgumentOutOfRangeException>(() => _ = new DataLoader<Tensor[]>(new TensorDataset(Torch.Ones(3)), batchSize: 0), "batchSize"),
    };

    private static IEnumerable<Parameter> Parameters() => new Linear(2, 1).Parameters();

    private static void Twice(Parameter parameter) => _ = new SGD([parameter, parameter], lr: 0.1);
}
