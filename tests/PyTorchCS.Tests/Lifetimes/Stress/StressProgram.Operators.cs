using FluentAssertions;

namespace PyTorchCS.Tests;

/// <content>Steps that compute: operators, views, changes in place, lists.</content>
internal sealed partial class StressProgram
{
    private Tensor Elementwise()
    {
        var (a, b) = (Slot(), Slot());
        var product = a * b;
        var sum = product + _shared;
        _lifetimes.End(product);
        var result = _random.Next(3) switch
        {
            0 => Torch.Where(sum > 0, sum.Exp(), b),
            1 => Torch.Maximum(sum, a) - (b / (sum.Abs() + 1)),
            _ => -sum + (a * 0.5),
        };
        _lifetimes.End(sum);
        return Settle(result);
    }

    private Tensor Product()
    {
        var (a, b, c) = (Slot(), Slot(), Slot());
        var scale = 1.0 / _size;
        return Settle(_random.Next(3) switch
        {
            0 => Torch.Addmm(a, b, c.T, beta: 0.5, alpha: scale),
            1 => Torch.Einsum("ij,kj->ik", [a, b]) * scale,
            _ => a.Matmul(b).Matmul(c) * (scale * scale),
        });
    }

    private Tensor Reduction()
    {
        var (a, b) = (Slot(), Slot());
        var dim = _random.Next(2);
        var (values, indices) = _random.Next(2) == 0 ? a.Max(dim, keepdim: true) : a.Sort(dim);
        _lifetimes.End(indices);
        var mean = b.Mean(dim, keepdim: true);
        var result = (a - values) + mean.Expand(_size, _size) + a.Softmax(dim);
        _lifetimes.End(values);
        _lifetimes.End(mean);
        return Settle(result);
    }

    private Tensor InPlace()
    {
        var other = Slot();
        var x = Slot().Clone();
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var same = _random.Next(4) switch
            {
                0 => x.Add_(other, alpha: 0.5),
                1 => x.Mul_(other),
                2 => x.Clamp_(-0.75, 0.75),
                _ => x.Sub_(other.Sum() / _size).Sin_(),
            };
            same.Should().BeSameAs(x);
        }

        return x;
    }

    /// <summary>Changes a slot through a view, and may leave the target sharing memory with another slot.</summary>
    private Tensor View()
    {
        var slot = Slot();
        var row = _random.Next(_size);
        var part = _random.Next(4) switch
        {
            0 => slot[row],
            1 => slot[.., row],
            2 => slot[..(row + 1), row..],
            _ => slot.Diagonal(),
        };
        part.Mul_(0.5).Add_(0.125);
        var whole = _random.Next(3) switch
        {
            0 => slot.T,
            1 => slot.Reshape(-1).AsStrided([_size, _size], [_size, 1]),
            _ => part.Sum().Expand(_size, _size).Clone(),
        };
        _lifetimes.End(part);
        return whole;
    }

    private Tensor Indexing()
    {
        var (a, b) = (Slot(), Slot());
        var copy = b.Clone();
        var mask = a > 0.25;
        copy.Set(0.5, mask);
        _lifetimes.End(mask);
        var index = Torch.Tensor<long>([_random.Next(_size), _random.Next(_size)]);
        var rows = copy[index];
        copy.IndexAdd_(0, index, rows);
        copy[index, 0] = a[0, .., NewAxis][0];
        _lifetimes.End(index);
        _lifetimes.End(rows);
        var order = a.Argsort(dim: 1, stable: true);
        var result = copy.Gather(1, order);
        _lifetimes.End(order);
        _lifetimes.End(copy);
        return Settle(result);
    }

    private Tensor Lists()
    {
        var (a, b, c) = (Slot(), Slot(), Slot());
        switch (_random.Next(3))
        {
            case 0:
                var parts = Torch.Cat([a, b, c], dim: 1).Split(_size, dim: 1);
                var sum = parts[2] - parts[0];
                Array.ForEach(parts, _lifetimes.End);
                return Settle(sum);
            case 1:
                return Settle(Torch.Stack([a, b, c, a]).Mean(0));
            default:
                var rows = a.Unbind();
                Array.Reverse(rows);
                var turned = Torch.Stack(rows);
                Array.ForEach(rows, _lifetimes.End);
                return turned;
        }
    }

    private Tensor ForeachCalls()
    {
        Tensor[] list = [Slot().Clone(), Slot().Clone(), Slot().Clone()];
        var sums = Foreach.Add(list, _slots.AsSpan(0, 3), alpha: 0.25);
        Array.ForEach(list, _lifetimes.End);
        Foreach.Mul_(sums, 0.5);
        Foreach.Sin_(sums);
        var chosen = _random.Next(sums.Length);
        for (var i = 0; i < sums.Length; i++)
        {
            if (i != chosen)
            {
                _lifetimes.End(sums[i]);
            }
        }

        return sums[chosen];
    }

    /// <summary>Uses an operand so large that it may be disposed during a call.</summary>
    private Tensor DisposeRace()
    {
        var (a, b) = (Slot(), Slot());
        var times = 1 + (40_000 / a.Numel());
        var large = _random.Next(3) switch
        {
            0 => _lifetimes.Race(() => a.Repeat(times, 1), operand => Torch.Cat([operand, b, operand])),
            1 => _lifetimes.Race(() => a.Repeat(times, 1), operand => Foreach.Mul([operand, b, operand], 0.5)[2]),
            _ => _lifetimes.Race(() => a.Repeat(times, 1), operand => operand.Tanh() - operand),
        };
        var result = large[^_size..].Sin() + large[.._size];
        _lifetimes.End(large);
        return result;
    }
}
