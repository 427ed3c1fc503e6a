using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace PyTorchCS.Training;

/// <summary>Gathers the gradients of some batches into one update.</summary>
/// <remarks>
/// Each batch's mean loss is weighed by its samples and the sum divided once by all samples of the window, so a window with a
/// smaller last batch, or with fewer batches, gives what one batch with all its samples would give.
/// </remarks>
internal sealed class GradientWindow(Optimizer optimizer, TrainerOptions options)
{
    private int _batches;
    private long _samples;

    public bool IsEmpty => _batches == 0;

    public bool IsFull => _batches == options.AccumulationSteps;

    private IEnumerable<Tensor> Parameters => optimizer.ParamGroups.SelectMany(group => group.Parameters);

    public void Backward(StepOutput output)
    {
        long samples = output.Samples;
        if (options.AccumulationSteps == 1)
        {
            output.Loss.Backward();
        }
        else
        {
            (output.Loss * (double)samples).Backward();
        }

        _batches++;
        _samples += samples;
    }

    /// <summary>Clips and updates, then begins a new window.</summary>
    public void Apply()
    {
        using (Torch.NoGrad())
        {
            if (options.AccumulationSteps > 1)
            {
                Scale(1.0 / _samples);
            }

            if (options.ClipGradNorm is { } maxNorm)
            {
                Utils.ClipGradNorm_(Parameters, maxNorm);
            }

            if (options.ClipGradValue is { } maxValue)
            {
                Utils.ClipGradValue_(Parameters, maxValue);
            }
        }

        optimizer.Step();
        optimizer.ZeroGrad();
        _batches = 0;
        _samples = 0;
    }

    private void Scale(double factor)
    {
        foreach (Tensor parameter in Parameters)
        {
            parameter.Grad?.Mul_(factor);
        }
    }
}
