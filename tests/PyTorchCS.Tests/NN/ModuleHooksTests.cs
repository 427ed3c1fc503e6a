using FluentAssertions;
using PyTorchCS.NN;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests.NN;

public sealed class ModuleHooksTests : LeakCheck
{
    [Fact]
    public void ForwardPreHook_ThatReturnsAnInput_ReplacesIt()
    {
        var net = new Identity();
        net.RegisterForwardPreHook((_, input) => input * 2);

        net.Call(Torch.Ones(1)).Should().HaveValues(2);
    }

    [Fact]
    public void ForwardHook_ThatReturnsAnOutput_ReplacesIt()
    {
        var net = new Identity();
        net.RegisterForwardHook((_, _, output) => output + 1);
        net.RegisterForwardHook((_, _, output) => output * 10);

        net.Call(Torch.Ones(1)).Should().HaveValues(20);
    }

    [Fact]
    public void Hooks_ThatObserve_SeeInputAndOutput()
    {
        var net = new ReLU();
        var seen = new List<Tensor>();
        net.RegisterForwardPreHook((Module _, Tensor input) => { seen.Add(input); });
        net.RegisterForwardHook((Module _, Tensor _, Tensor output) => { seen.Add(output); });
        Tensor given = Torch.Tensor([-1f]);

        Tensor result = net.Call(given);

        seen.Should().HaveCount(2);
        seen[0].Should().BeSameAs(given);
        seen[1].Should().BeSameAs(result);
    }

    [Fact]
    public void Forward_CalledDirectly_RunsNoHooks()
    {
        var net = new Identity();
        net.RegisterForwardPreHook((_, input) => input * 2);

        net.Forward(Torch.Ones(1)).Should().HaveValues(1);
    }

    [Fact]
    public void Dispose_OfAHandle_RemovesThatHookOnly()
    {
        var net = new Identity();
        Func<Module, Tensor, Tensor> twice = (_, input) => input * 2;
        IDisposable first = net.RegisterForwardPreHook(twice);
        net.RegisterForwardPreHook(twice);

        first.Dispose();
        first.Dispose();

        net.Call(Torch.Ones(1)).Should().HaveValues(2);
    }

    [Fact]
    public void AHook_ThatRemovesItself_RunsOnce()
    {
        var net = new Identity();
        int calls = 0;
        IDisposable? handle = null;
        handle = net.RegisterForwardPreHook((Module _, Tensor _) =>
        {
            calls++;
            handle!.Dispose();
        });

        net.Call(Torch.Ones(1));
        net.Call(Torch.Ones(1));

        calls.Should().Be(1);
    }

    [Fact]
    public void AnUntypedHook_WorksOnEveryModule()
    {
        var seen = new List<string>();
        var net = new Sequential(new Linear(1, 1), new ReLU());
        foreach (Module module in net.Modules())
        {
            module.RegisterForwardHook((Module source, object?[] inputs, object? _) => { seen.Add($"{source.GetType().Name} {inputs.Length}"); });
        }

        net.Call(Torch.Ones(1, 1));

        seen.Should().Equal("Linear 1", "ReLU 1", "Sequential 1");
    }

    [Fact]
    public void AnUntypedHook_OfAModuleThatTakesAnArray_SeesOneInput()
    {
        var net = new Joining();
        var seen = new List<int>();
        net.RegisterForwardPreHook((Module _, object?[] inputs) => { seen.Add(inputs.Length); });
        net.RegisterForwardHook((Module _, object?[] inputs, object? _) => { seen.Add(inputs.Length); });
        net.RegisterForwardPreHook((Module _, Tensor[] inputs) => { seen.Add(inputs.Length); });

        net.Call([Torch.Ones(1), Torch.Ones(1)]);

        seen.Should().Equal(1, 2, 1);
    }

    [Fact]
    public void Hooks_OfALoss_SeeBothInputs()
    {
        var loss = new MSELoss();
        loss.RegisterForwardPreHook((_, input, target) => (input + 1, target));
        loss.RegisterForwardHook((_, _, _, output) => output * 3);

        loss.Call(Torch.Zeros(1), Torch.Zeros(1)).Should().HaveValues(3);
    }

    [Fact]
    public void Hooks_OfAttention_RunAlsoWithOptions()
    {
        var net = new MultiheadAttention(2, 1);
        int calls = 0;
        net.RegisterForwardHook((Module _, Tensor _, Tensor _, Tensor _, (Tensor, Tensor?) _) => { calls++; });
        Tensor x = Torch.Ones(1, 1, 2);

        net.Call(x, x, x, needWeights: false);
        net.Call(x, x, x);

        calls.Should().Be(2);
    }

    [Fact]
    public void Hooks_OfRecurrentLayers_RunWithoutAState()
    {
        var net = new GRU(1, 1);
        int calls = 0;
        net.RegisterForwardPreHook((Module _, Tensor _, Tensor? _) => { calls++; });

        net.Call(Torch.Ones(1, 1, 1));

        calls.Should().Be(1);
    }

    [Fact]
    public void RegisterForwardHook_OfNull_Throws()
    {
        Action act = () => new Identity().RegisterForwardPreHook((Action<Module, Tensor>)null!);

        act.Should().Throw<ArgumentNullException>();
    }

    private sealed class Joining : Module<Tensor[], Tensor>
    {
        public override Tensor Forward(Tensor[] input) => Torch.Cat(input);
    }
}
