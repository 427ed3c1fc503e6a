namespace PyTorchCS.Tests;

/// <summary>What the fused steps of optimizers and of gradient scaling compute, tensor by tensor, in terms of other checked operators.</summary>
internal static class FusedFormulas
{
    /// <summary>By the operator's full name.</summary>
    public static IReadOnlyDictionary<string, Func<OpArguments, object?>> Table { get; } = new Dictionary<string, Func<OpArguments, object?>>
    {
        ["_fused_sgd"] = Sgd,
        ["_fused_sgd.tensor_lr"] = Sgd,
        ["_fused_adagrad"] = a => Adagrad(a, withSteps: true),
        ["_fused_adagrad.tensor_lr"] = a => Adagrad(a, withSteps: false),
        ["_fused_adam"] = a => Adam(a, decoupled: false),
        ["_fused_adam.tensor_lr"] = a => Adam(a, decoupled: false),
        ["_fused_adamw"] = a => Adam(a, decoupled: true),
        ["_fused_adamw.tensor_lr"] = a => Adam(a, decoupled: true),
        ["_fused_rms_norm"] = RmsNorm,
        ["_fused_sdp_choice"] = _ => 1L,
        ["_amp_foreach_non_finite_check_and_unscale"] = Unscale,
        ["_amp_update_scale"] = UpdateScale,
    };

    private static double Rate(OpArguments a) => a.Names().Contains("lr") ? a.Tensor("lr").Item<double>() : a.Double("lr");

    /// <summary>True where a gradient was not finite: then nothing changes.</summary>
    private static bool IsSkipped(OpArguments a) => a.OptionalTensor("found_inf") is { } found && found.Item<float>() == 1;

    /// <summary>The gradients as they are kept, without the scale of the loss.</summary>
    private static Tensor[] Unscaled(OpArguments a)
    {
        var scale = a.OptionalTensor("grad_scale")?.Item<float>() ?? 1;
        return [.. a.Tensors("grads").Select(gradient => IsSkipped(a) ? gradient : gradient / scale)];
    }

    /// <summary>The gradients that the step follows.</summary>
    private static Tensor[] Followed(OpArguments a, Tensor[] gradients, double decay) =>
        [.. gradients.Zip(a.Tensors("self"), (gradient, parameter) => (a.Boolean("maximize") ? -gradient : gradient) + (decay * parameter))];

    private static Tensor[] Each(int count, Func<int, Tensor> formula) => [.. Enumerable.Range(0, count).Select(formula)];

    /// <summary><c>b ← μ·b + (1 - τ)·g</c>, and <c>b ← g</c> at first; <c>θ ← θ - γ·b</c>, or <c>θ - γ·(g + μ·b)</c> with nesterov.</summary>
    private static object Sgd(OpArguments a)
    {
        var (self, kept, buffers) = (a.Tensors("self"), Unscaled(a), a.Tensors("momentum_buffer_list"));
        if (IsSkipped(a))
        {
            return (self, kept, buffers);
        }

        var (gradients, momentum, rate) = (Followed(a, kept, a.Double("weight_decay")), a.Double("momentum"), Rate(a));
        if (buffers.Length == 0)
        {
            return (Each(self.Length, i => self[i] - (rate * gradients[i])), kept, buffers);
        }

        var changed = Each(self.Length, i => a.Boolean("is_first_step") ? gradients[i] : (momentum * buffers[i]) + ((1 - a.Double("dampening")) * gradients[i]));
        var steps = Each(self.Length, i => a.Boolean("nesterov") ? gradients[i] + (momentum * changed[i]) : changed[i]);
        return (Each(self.Length, i => self[i] - (rate * steps[i])), kept, changed);
    }

    /// <summary><c>s ← s + g²</c>, <c>θ ← θ - γ/(1 + (t - 1)·η) · g / (√s + ε)</c>.</summary>
    private static object Adagrad(OpArguments a, bool withSteps)
    {
        var (self, kept, sums, counts) = (a.Tensors("self"), Unscaled(a), a.Tensors("state_sums"), a.Tensors("state_steps"));
        if (!IsSkipped(a))
        {
            var gradients = Followed(a, kept, a.Double("weight_decay"));
            sums = Each(self.Length, i => sums[i] + gradients[i].Square());
            self = Each(self.Length, i =>
                self[i] - (Rate(a) / (1 + ((counts[i].Item<double>() - 1) * a.Double("lr_decay"))) * gradients[i] / (sums[i].Sqrt() + a.Double("eps"))));
        }

        return withSteps ? (self, kept, sums, counts) : (self, kept, sums);
    }

    /// <summary>
    /// <c>m ← β₁·m + (1 - β₁)·g</c>, <c>v ← β₂·v + (1 - β₂)·g²</c>, <c>θ ← θ - γ · m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε)</c>, where amsgrad takes the
    /// largest v so far; decoupled, the decay is <c>θ ← θ - γ·λ·θ</c> beforehand, not a part of the gradient.
    /// </summary>
    private static object Adam(OpArguments a, bool decoupled)
    {
        var (self, kept, first, second) = (a.Tensors("self"), Unscaled(a), a.Tensors("exp_avgs"), a.Tensors("exp_avg_sqs"));
        var (largest, counts) = (a.Tensors("max_exp_avg_sqs"), a.Tensors("state_steps"));
        if (IsSkipped(a))
        {
            return (self, kept, first, second, largest);
        }

        var (decay, rate, beta1, beta2) = (a.Double("weight_decay"), Rate(a), a.Double("beta1"), a.Double("beta2"));
        var gradients = Followed(a, kept, decoupled ? 0 : decay);
        var start = Each(self.Length, i => decoupled ? self[i] * (1 - (rate * decay)) : self[i]);
        first = Each(self.Length, i => (beta1 * first[i]) + ((1 - beta1) * gradients[i]));
        second = Each(self.Length, i => (beta2 * second[i]) + ((1 - beta2) * gradients[i].Square()));
        largest = a.Boolean("amsgrad") ? Each(self.Length, i => largest[i].Maximum(second[i])) : largest;
        var denominators = Each(self.Length, i =>
            ((a.Boolean("amsgrad") ? largest : second)[i] / (1 - Math.Pow(beta2, counts[i].Item<double>()))).Sqrt() + a.Double("eps"));
        var next = Each(self.Length, i => start[i] - (rate / (1 - Math.Pow(beta1, counts[i].Item<double>())) * first[i] / denominators[i]));
        return (next, kept, first, second, largest);
    }

    /// <summary><c>x·r·w</c> and <c>r = 1/√(mean(x²) + ε)</c>.</summary>
    private static object RmsNorm(OpArguments a)
    {
        var input = a.Tensor("input");
        var scale = (input.Square().Mean([-1], keepdim: true) + (a.OptionalDouble("eps") ?? Math.Pow(2, -52))).Rsqrt();
        return (a.OptionalTensor("weight") is { } weight ? input * scale * weight : input * scale, scale);
    }

    /// <summary>Gradients times the inverse scale, and 1 where one of them was not finite.</summary>
    private static object Unscale(OpArguments a)
    {
        var gradients = a.Tensors("self");
        var isFinite = gradients.All(gradient => gradient.Isfinite().All().Item<bool>());
        return (gradients.Select(gradient => gradient * a.Tensor("inv_scale").Item<float>()).ToArray(), Torch.ScalarTensor(isFinite ? 0 : 1, dtype: DType.Float32));
    }

    /// <summary>The scale shrinks after a step with infinities and grows after so many without.</summary>
    private static object UpdateScale(OpArguments a)
    {
        var (scale, steps) = (a.Tensor("self"), a.Tensor("growth_tracker").Item<int>() + 1);
        if (a.Tensor("found_inf").Item<float>() != 0)
        {
            return (scale * a.Double("scale_backoff_factor"), Torch.ScalarTensor(0, dtype: DType.Int32));
        }

        return steps == a.Int64("growth_interval") ? (scale * a.Double("scale_growth_factor"), Torch.ScalarTensor(0, dtype: DType.Int32)) : (scale.Clone(), Torch.ScalarTensor(steps, dtype: DType.Int32));
    }
}
