using FluentAssertions;
using PyTorchCS.Optim;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Optim;

/// <summary>What holds for every scheduler.</summary>
public sealed class SchedulerContractTests : LeakCheck
{
    private static readonly string[] Common = ["last_epoch", "_step_count", "_last_lr", "base_lrs"];

    // PyTorch keeps some numbers of OneCycleLR in the optimizer's groups, and others nowhere.
    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["StepLR"] = ["step_size", "gamma"],
        ["MultiStepLR"] = ["milestones", "gamma"],
        ["ConstantLR"] = ["factor", "total_iters"],
        ["LinearLR"] = ["start_factor", "end_factor", "total_iters"],
        ["ExponentialLR"] = ["gamma"],
        ["PolynomialLR"] = ["total_iters", "power"],
        ["CosineAnnealingLR"] = ["T_max", "eta_min"],
        ["CosineAnnealingWarmRestarts"] = ["T_0", "T_mult", "eta_min", "T_i", "T_cur"],
        ["LambdaLR"] = [],
        ["MultiplicativeLR"] = [],
        ["ChainedScheduler"] = ["_schedulers"],
        ["SequentialLR"] = ["_schedulers", "_milestones"],
        ["ReduceLROnPlateau"] =
        [
            "mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lrs", "eps", "best", "num_bad_epochs", "cooldown_counter",
        ],
        ["OneCycleLR"] =
        [
            "total_steps", "cycle_momentum", "_anneal_func_type",
            "max_lrs", "pct_start", "base_momentum", "max_momentum", "div_factor", "final_div_factor", "three_phase",
        ],
    };

    public static TheoryData<string> Schedulers => [.. SchedulerFactory.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Scheduler_OfTheLibrary_HasGoldens(string name) => Fixture.Names("schedulers").Should().Contain(name);

    [Theory]
    [FixtureData("schedulers/*")]
    public void Step_ThirtyTimes_FollowsPyTorch(FixtureCase golden)
    {
        var optimizer = SchedulerFactory.Optimizer(golden);
        var scheduler = SchedulerFactory.Create(golden, optimizer);
        var rates = Values(golden, "lr");
        var momenta = Values(golden, "momentum");

        for (var step = 0; step < rates.Length; step++)
        {
            if (step > 0)
            {
                Step(golden, scheduler, step - 1);
            }

            for (var group = 0; group < rates[step].Length; group++)
            {
                ShouldBeClose(optimizer.ParamGroups[group].Lr, rates[step][group], $"the rate of group {group} after {step} steps");
                ShouldBeClose(optimizer.ParamGroups[group].Momentum!.Value, momenta[step][group], $"the momentum of group {group} after {step} steps");
            }
        }
    }

    [Theory]
    [FixtureData("schedulers/*")]
    public void LoadStateDict_IntoOneMadeOtherwise_GoesOnAlike(FixtureCase golden)
    {
        var optimizer = SchedulerFactory.Optimizer(golden);
        var saved = SchedulerFactory.Create(golden, optimizer);
        for (var step = 0; step < 10; step++)
        {
            Step(golden, saved, step);
        }

        var fresh = SchedulerFactory.Optimizer(golden);
        var loaded = SchedulerFactory.Create(golden, fresh, otherwise: true);
        fresh.LoadStateDict(optimizer.StateDict());
        loaded.LoadStateDict(saved.StateDict());

        loaded.StateDict().Should().BeEquivalentTo(saved.StateDict());
        for (var step = 10; step < 20; step++)
        {
            Step(golden, saved, step);
            Step(golden, loaded, step);
            fresh.ParamGroups.Select(group => group.Lr).Should().Equal(optimizer.ParamGroups.Select(group => group.Lr), $"step {step} is alike");
        }
    }

    [Theory]
    [FixtureData("schedulers/*")]
    public void StateDict_OfAnyScheduler_HasPyTorchsNames(FixtureCase golden)
    {
        var scheduler = SchedulerFactory.Create(golden, SchedulerFactory.Optimizer(golden));

        var state = scheduler.StateDict();

        state.Keys.Should().BeEquivalentTo([.. Common, .. Own[scheduler.GetType().Name]]);
        state["last_epoch"].Should().Be(0L);
    }

    [Theory]
    [FixtureData("schedulers/*")]
    public void GetLastLr_AfterStep_IsTheRateOfTheGroups(FixtureCase golden)
    {
        var optimizer = SchedulerFactory.Optimizer(golden);
        var scheduler = SchedulerFactory.Create(golden, optimizer);
        scheduler.GetLastLr().Should().Equal(optimizer.ParamGroups.Select(group => group.Lr));

        for (var step = 0; step < 5; step++)
        {
            Step(golden, scheduler, step, edit: false);
        }

        scheduler.GetLastLr().Should().Equal(optimizer.ParamGroups.Select(group => group.Lr));
    }

    private static void Step(FixtureCase golden, LRScheduler scheduler, int step, bool edit = true)
    {
        if (scheduler is ReduceLROnPlateau plateau)
        {
            plateau.Step(golden.Json("metrics")[step].GetDouble());
        }
        else
        {
            scheduler.Step();
        }

        foreach (var change in golden.Json("edits").EnumerateArray().Where(change => edit && change.GetProperty("step").GetInt32() == step))
        {
            scheduler.Optimizer.ParamGroups[change.GetProperty("group").GetInt32()].Lr = change.GetProperty("lr").GetDouble();
        }
    }

    // Some rates end at 0, where only rounding is left.
    private static void ShouldBeClose(double actual, double expected, string what) =>
        actual.Should().BeApproximately(expected, 1e-17 + (1e-10 * Math.Abs(expected)), "that is {0}", what);

    private static double[][] Values(FixtureCase golden, string name)
    {
        using var table = golden.Tensor("outputs", name);
        var width = (int)table.Size(1);
        return [.. table.ToArray<double>().Chunk(width)];
    }
}
