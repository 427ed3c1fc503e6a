using FluentAssertions;
using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <content>Steps that differentiate and train.</content>
internal sealed partial class StressProgram
{
    private static readonly Func<Tensor, Tensor> Cube = Function.Create(
        (ctx, x) =>
        {
            ctx.SaveForBackward(x);
            return x * x * x;
        },
        (ctx, gradient) =>
        {
            using var x = ctx.SavedTensors[0];
            return gradient * x * x * 3;
        });

    private Tensor Backward()
    {
        var leaf = Slot().Clone().RequiresGrad_();
        var hidden = (leaf.Matmul(Slot().Clone()) / _size).Tanh();
        var changed = hidden * 1;
        changed[0].Mul_(2);
        changed.Add_(_shared);
        var loss = (changed * hidden).Sum();
        _lifetimes.End(hidden);
        _lifetimes.End(changed);
        loss.Backward();
        _lifetimes.End(loss);
        var gradient = leaf.Grad!;
        _lifetimes.End(leaf);
        return Settle(gradient);
    }

    private Tensor Gradient()
    {
        var x = Slot().Clone().RequiresGrad_();
        var y = Slot().Clone().RequiresGrad_();
        var unused = Slot().Clone().RequiresGrad_();
        var product = x * y.Sin();
        var weight = Slot().Clone();
        var gradients = Torch.Grad([product], [x, y, unused], [weight], createGraph: true, allowUnused: true);
        _lifetimes.End(product);
        _lifetimes.End(weight);
        gradients[2].Should().BeNull();
        var (ofX, ofY) = (gradients[0]!, gradients[1]!);
        var second = Torch.Grad([ofX.Sum(), ofY.Pow(2).Sum()], [y]);
        _lifetimes.End(ofX);
        _lifetimes.End(ofY);
        Array.ForEach([x, y, unused], _lifetimes.End);
        return Settle(second[0]!);
    }

    /// <summary>Records a graph that later steps go through again, perhaps on other threads.</summary>
    private Tensor RetainedGraph()
    {
        _graph ??= new StressGraph(Slot(), Slot(), _random.Next(1, 4), _lifetimes);
        var gradient = _graph.Backward();
        if (_graph.IsSpent)
        {
            _graph.End(_lifetimes);
            _graph = null;
        }

        return Settle(gradient);
    }

    /// <summary>Gradients that go through a custom function and hooks, of which one may throw in the midst of the backward pass.</summary>
    private Tensor Callbacks()
    {
        var factor = Slot().Clone();
        var leaf = Slot().Clone().RequiresGrad_();
        var hidden = Cube(leaf);
        var loss = (hidden * 0.5).Sum();
        hidden.RegisterHook(gradient => gradient * factor);
        var sums = new List<Tensor>();
        leaf.RegisterPostAccumulateGradHook(tensor => { sums.Add(tensor.Grad!); });
        if (_random.Next(3) == 0)
        {
            FailInBackward(hidden, loss);
        }

        _lifetimes.End(hidden);
        _lifetimes.End(leaf);
        loss.Backward();
        _lifetimes.End(loss);
        _lifetimes.End(factor);
        return Settle(sums.Should().ContainSingle().Subject);
    }

    /// <summary>Apart from the hooks that stay, since these would hold the graph through what their lambdas share.</summary>
    private void FailInBackward(Tensor hidden, Tensor loss)
    {
        using var failing = hidden.RegisterHook(new Action<Tensor>(_ => throw new StressException()));
        Expect<StressException>(() =>
        {
            loss.Backward(retainGraph: true);
            return loss;
        });
    }

    private Tensor Training()
    {
        _training ??= new StressTraining(_size, _dtype, _random);
        return Settle(_training.Step(Slot(), Slot(), _lifetimes));
    }

    private Tensor Hooks()
    {
        var layer = new Linear(_size, _size, dtype: _dtype);
        layer.Weight.Data.Copy_(Slot());
        layer.Bias!.Data.Zero_();
        var seen = new List<Tensor>();
        var fails = _random.Next(4) == 0;
        layer.RegisterForwardPreHook((_, input) => input * 0.5);
        var observer = layer.RegisterForwardHook((Module _, Tensor _, Tensor output) => { seen.Add(output); });
        layer.RegisterForwardHook((_, input, output) =>
        {
            _lifetimes.End(input);
            return output.Tanh();
        });
        using var failing = layer.RegisterForwardHook((Module _, Tensor _, Tensor _) =>
        {
            if (fails)
            {
                throw new StressException();
            }
        });
        var result = CallOrNull(layer, Slot());
        (result is null).Should().Be(fails);
        observer.Dispose();
        failing.Dispose();
        result ??= layer.Call(Slot());
        seen.Should().ContainSingle();
        result.Sum().Backward();
        var sum = result.Detach() + layer.Weight.Grad! + seen[0].Detach();
        _lifetimes.End(result);
        _lifetimes.End(seen[0]);
        return Settle(sum);
    }

    private static Tensor? CallOrNull(Linear layer, Tensor input)
    {
        try
        {
            return layer.Call(input);
        }
        catch (StressException)
        {
            return null;
        }
    }
}
