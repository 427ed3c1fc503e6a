using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Tests;

/// <summary>A small network with an optimizer, both of which outlive the scopes they are made and used in.</summary>
internal sealed class StressTraining
{
    private readonly Sequential _net;
    private readonly Optimizer _optimizer;

    internal StressTraining(int size, DType dtype, Random random)
    {
        _net = new Sequential(new Linear(size, size, dtype: dtype), new BatchNorm1d(size, dtype: dtype), new Tanh(), new Linear(size, size, dtype: dtype));
        foreach (var parameter in _net.Parameters())
        {
            var values = new double[parameter.Numel()];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (random.NextDouble() - 0.5) / size;
            }

            using var noGrad = Torch.NoGrad();
            parameter.Copy_(Torch.Tensor<double>(values, parameter.Shape));
        }

        _optimizer = random.Next(5) switch
        {
            0 => new SGD(_net.Parameters(), lr: 0.1, momentum: 0.9),
            1 => new SGD(_net.Parameters(), lr: 0.1, momentum: 0.9, nesterov: true, @foreach: true),
            2 => new Adam(_net.Parameters(), lr: 0.01),
            3 => new AdamW(_net.Parameters(), lr: 0.01, amsgrad: true, @foreach: true),
            _ => new RMSprop(_net.Parameters(), lr: 0.01, centered: true, momentum: 0.5, @foreach: false),
        };
    }

    /// <summary>Trains once and gives what the network then says.</summary>
    internal Tensor Step(Tensor input, Tensor target, ILifetimes lifetimes)
    {
        _optimizer.ZeroGrad();
        var output = _net.Call(input);
        var loss = F.MseLoss(output, target);
        lifetimes.End(output);
        loss.Backward();
        lifetimes.End(loss);
        _optimizer.Step();
        using var noGrad = Torch.NoGrad();
        var result = _net.Eval().Call(input);
        _net.Train();
        return result;
    }
}
