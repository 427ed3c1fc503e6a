using FluentAssertions;
using PyTorchCS.Testing;

namespace PyTorchCS.Tests;

public sealed class GuardTests : LeakCheck
{
    [Theory]
    [InlineData(typeof(GradGuard))]
    [InlineData(typeof(InferenceGuard))]
    [InlineData(typeof(AutocastGuard))]
    [InlineData(typeof(AnomalyGuard))]
    [InlineData(typeof(MultithreadingGuard))]
    [InlineData(typeof(DualLevelGuard))]
    [InlineData(typeof(SavedTensorsGuard))]
    [InlineData(typeof(RecordFunctionGuard))]
    public void Guards_CannotLeaveTheirThread(Type guard)
    {
        // The compiler keeps such a value on the stack: in no field, no lambda, and in no async method across an await.
        guard.IsByRefLike.Should().BeTrue();
    }

    [Fact]
    public void Guards_ThatWereNeverEntered_ChangeNothing()
    {
        using var recording = Torch.EnableGrad();
        using var mode = Autograd.DetectAnomaly();

        default(GradGuard).Dispose();
        default(InferenceGuard).Dispose();
        default(AutocastGuard).Dispose();
        default(AnomalyGuard).Dispose();
        default(MultithreadingGuard).Dispose();
        default(DualLevelGuard).Dispose();
        default(SavedTensorsGuard).Dispose();

        Torch.IsGradEnabled.Should().BeTrue();
        Torch.IsInferenceModeEnabled.Should().BeFalse();
        Autograd.IsMultithreadingEnabled().Should().BeTrue();
        Autograd.IsAnomalyEnabled().Should().BeTrue();
        Torch.Ones([1], dtype: DType.Float64, requiresGrad: true).Mul(2).RequiresGrad.Should().BeTrue();
    }

    [Fact]
    public void Modes_BelongToTheThreadThatEnteredThem()
    {
        var seen = (Grad: false, Inference: true, Multithreading: false, Anomaly: true);
        using (Torch.NoGrad())
        using (Autograd.SetMultithreadingEnabled(false))
        using (Autograd.DetectAnomaly())
        {
            var other = new Thread(() => seen = (Torch.IsGradEnabled, Torch.IsInferenceModeEnabled, Autograd.IsMultithreadingEnabled(), Autograd.IsAnomalyEnabled()));
            other.Start();
            other.Join();
        }

        seen.Should().Be((true, false, true, false));
    }

    // snippet: await
    private static async Task<double> LossOf(Tensor x, Func<Task<double>> read)
    {
        var factor = await read();
        // On whatever thread the program goes on: the mode is entered here, and ends before the next await.
        using (Torch.NoGrad())
        {
            return (x * factor).Sum().Item<double>();
        }
    }
    // end

    [Fact]
    public async Task Await_DoesNotCarryModesAlong()
    {
        var isEnabled = new bool?[2];
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            await OnAThreadOfItsOwn(() =>
            {
                Torch.SetGradEnabled(false);
                isEnabled[0] = Torch.IsGradEnabled;
            });
            await Task.Run(() => isEnabled[1] = Torch.IsGradEnabled);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        isEnabled.Should().Equal(false, true);
        Torch.IsGradEnabled.Should().BeTrue();
        using var x = Torch.Tensor([1.0, 2.0], requiresGrad: true);
        (await LossOf(x, () => Task.Run(() => 3.0))).Should().Be(9);
        Torch.IsGradEnabled.Should().BeTrue();
    }

    [Fact]
    public async Task Tensors_FlowFreely_AndTheirGraphWithThem()
    {
        using var x = Torch.Tensor([2.0], requiresGrad: true);
        using var y = await Task.Run(() => x * x);

        await Task.Run(() => y.Backward());

        x.Grad.Should().HaveValues(4);
    }

    [Fact]
    public void Scope_DisposedOnAnotherThread_Throws()
    {
        using var scope = Torch.Scope();
        Exception? thrown = null;
        var other = new Thread(() => thrown = Record.Exception(scope.Dispose));
        other.Start();
        other.Join();

        thrown.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("thread");
    }

    private static Task OnAThreadOfItsOwn(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
