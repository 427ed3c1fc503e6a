using System.Buffers;
using PyTorchCS.Interop;

namespace PyTorchCS;

public unsafe partial class Tensor
{
    /// <summary>Whether operations on this tensor are recorded for gradients.</summary>
    /// <exception cref="TorchException">A dtype that is neither floating-point nor complex is to require gradients, or a non-leaf not to.</exception>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.requires_grad.html"/>
    public bool RequiresGrad
    {
        get
        {
            using var self = Operand.Of(this, "self");
            return Native.RequiresGrad(self.Handle);
        }

        set
        {
            using var self = Operand.Of(this, "self");
            var error = Native.SetRequiresGrad(self.Handle, value);
            if (error is not null)
            {
                throw Errors.Raise(error, "requires_grad", "self", [this]);
            }
        }
    }

    /// <summary>The gradient that the backward passes have summed up, or null.</summary>
    /// <remarks>It shares memory with the one that autograd holds. Setting null drops it.</remarks>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.grad.html"/>
    public Tensor? Grad
    {
        get
        {
            using var self = Operand.Of(this, "self");
            nint gradient;
            Errors.Check(Native.GetGrad(&gradient, self.Handle), "grad");
            return Adopt(gradient);
        }

        set
        {
            using var self = Operand.Of(this, "self");
            using var gradient = Operand.OfOptional(value);
            var error = Native.SetGrad(self.Handle, gradient.Handle);
            if (error is not null)
            {
                throw Errors.Raise(error, "grad", "self gradient", [this, value]);
            }
        }
    }

    /// <summary>True where no recorded operation made this tensor.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.is_leaf.html"/>
    public bool IsLeaf
    {
        get
        {
            using var self = Operand.Of(this, "self");
            return Native.IsLeaf(self.Handle);
        }
    }

    /// <summary>Whether a non-leaf keeps its gradient, see <see cref="RetainGrad"/>.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.retains_grad.html"/>
    public bool RetainsGrad
    {
        get
        {
            using var self = Operand.Of(this, "self");
            bool result;
            Errors.Check(Native.RetainsGrad(&result, self.Handle), "retains_grad");
            return result;
        }
    }

    /// <summary>The node of the autograd graph that made this tensor, or null for a leaf.</summary>
    public Node? GradFn
    {
        get
        {
            using var self = Operand.Of(this, "self");
            nint node;
            Errors.Check(Native.GradFn(&node, self.Handle), "grad_fn");
            return Node.Adopt(node);
        }
    }

    /// <summary>Which of its node's results this tensor is.</summary>
    public long OutputNr => Ops.OutputNr(this);

    /// <summary>The elements without history. What is set takes the place of the elements, and the tensor stays itself to autograd and optimizers.</summary>
    public Tensor Data
    {
        get
        {
            using var self = Operand.Of(this, "self");
            nint result;
            Errors.Check(Native.VariableData(&result, self.Handle), "data");
            return Adopt(result);
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            SetData(value);
        }
    }

    /// <summary>Sets <see cref="RequiresGrad"/> and gives this tensor back.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.requires_grad_.html"/>
    public Tensor RequiresGrad_(bool requiresGrad = true)
    {
        RequiresGrad = requiresGrad;
        return this;
    }

    /// <summary>Lets a non-leaf keep its gradient.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.retain_grad.html"/>
    public void RetainGrad()
    {
        using var self = Operand.Of(this, "self");
        var error = Native.RetainGrad(self.Handle);
        if (error is not null)
        {
            throw Errors.Raise(error, "retain_grad", "self", [this]);
        }
    }

    /// <summary>Cuts this tensor from its history, in place.</summary>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.detach_.html"/>
    public Tensor Detach_()
    {
        Ops.Detach_(this);
        return this;
    }

    /// <summary>Computes the gradients of this tensor with respect to the leaves, and adds them to their <see cref="Grad"/>.</summary>
    /// <param name="gradient">The gradient with respect to this tensor; not needed for a single element.</param>
    /// <param name="retainGraph">Keeps the graph for another pass; by default as <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">Records the backward pass itself, for higher derivatives.</param>
    /// <param name="inputs">Only these leaves receive gradients; by default all do.</param>
    /// <seealso href="https://docs.pytorch.org/docs/2.10/generated/torch.Tensor.backward.html"/>
    public void Backward(Tensor? gradient = null, bool? retainGraph = null, bool createGraph = false, ReadOnlySpan<Tensor> inputs = default)
    {
        using var self = Operand.Of(this, "self");
        using var given = Operand.OfOptional(gradient);
        Autograd.RequireInputs(inputs);
        using var leaves = OperandList.Of(inputs, nameof(inputs));
        var output = self.Handle;
        var outputGradient = given.Handle;
        fixed (nint* leaf = leaves)
        {
            var error = Native.Backward(
                new NativeSpan(&output, 1), new NativeSpan(&outputGradient, gradient is null ? 0 : 1), Optional<bool>.Of(retainGraph), createGraph, new NativeSpan(leaf, leaves.Length));
            if (error is not null)
            {
                throw Errors.Raise(error, "backward", "self gradient", [this, gradient]);
            }
        }
    }

    /// <summary>Counts a change of the elements that LibTorch has not seen.</summary>
    internal void BumpVersion()
    {
        using var self = Operand.Of(this, "self");
        var error = Native.BumpVersion(self.Handle);
        if (error is not null)
        {
            throw Errors.Raise(error, "increment_version", "self", [this]);
        }
    }

    /// <summary>Lets this object stand for other elements: it stays the same to everyone who holds it.</summary>
    internal void SetData(Tensor data)
    {
        using (var self = Operand.Of(this, "self"))
        {
            using var value = Operand.Of(data, "data");
            if (Ops._HasCompatibleShallowCopyType(this, data))
            {
                var error = Native.SetData(self.Handle, value.Handle);
                if (error is not null)
                {
                    throw Errors.Raise(error, "set_data", "self data", [this, data]);
                }
                return;
            }
        }
        using var copy = Ops.Detach(data);
        copy.RequiresGrad = RequiresGrad;
        Interlocked.Exchange(ref _handle, TakeOver(copy))?.Disown();
        GC.KeepAlive(this);
    }

    /// <summary>The gradients of many tensors by one call.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="gradients">Receives the gradient of each, or null.</param>
    /// <param name="alike">Receives whether the gradient lies in memory as its tensor does.</param>
    /// <param name="places">Receives a number for the tensor's shape, strides, dtype and device.</param>
    internal static void ReadGrads(ReadOnlySpan<Tensor> tensors, Span<Tensor?> gradients, Span<bool> alike, Span<ulong> places)
    {
        using var operands = OperandList.Of(tensors, nameof(tensors));
        var impls = ArrayPool<nint>.Shared.Rent(tensors.Length);
        fixed (nint* tensorsPointer = operands)
        fixed (nint* implsPointer = impls)
        fixed (bool* alikePointer = alike)
        fixed (ulong* placesPointer = places)
        {
            Errors.Check(Native.GetGrads(implsPointer, alikePointer, placesPointer, new NativeSpan(tensorsPointer, operands.Length)), "grad");
        }
        for (var i = 0; i < tensors.Length; i++)
        {
            gradients[i] = Adopt(impls[i]);
        }
        ArrayPool<nint>.Shared.Return(impls);
    }

    /// <summary>Forgets the gradients of many tensors by one call.</summary>
    internal static void ClearGrads(ReadOnlySpan<Tensor> tensors)
    {
        using var operands = OperandList.Of(tensors, nameof(tensors));
        fixed (nint* pointer = operands)
        {
            Errors.Check(Native.ClearGrads(new NativeSpan(pointer, operands.Length)), "grad");
        }
    }

    /// <summary>Forgets the gradients of many tensors by one call.</summary>
    internal static void ClearGrads(HeldTensors tensors)
    {
        Errors.Check(Native.ClearGrads(tensors.Span), "grad");
        GC.KeepAlive(tensors);
    }

    /// <summary>Forgets the gradients of many tensors, or fills them with zeros.</summary>
    internal static void ZeroGrads(ReadOnlySpan<Tensor> tensors, bool setToNone)
    {
        if (setToNone)
        {
            ClearGrads(tensors);
            return;
        }
        foreach (var tensor in tensors)
        {
            tensor.FillGradWithZeros();
        }
    }

    private void FillGradWithZeros()
    {
        using var gradient = Grad;
        if (gradient is null)
        {
            return;
        }
        using (Torch.NoGrad())
        {
            // One that was itself recorded (createGraph) leaves that graph, as otherwise the next backward pass follows it.
            if (gradient.RequiresGrad)
            {
                gradient.Detach_();
            }
            gradient.Zero_();
        }
    }

    /// <summary>Sets <see cref="RequiresGrad"/> where it is asked for: the end of every creation.</summary>
    internal Tensor WithGradient(bool requiresGrad)
    {
        if (requiresGrad)
        {
            try
            {
                RequiresGrad = true;
            }
            catch
            {
                Dispose();
                throw;
            }
        }
        return this;
    }
}
