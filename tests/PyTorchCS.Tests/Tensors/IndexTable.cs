namespace PyTorchCS.Tests;

/// <summary>The C# expressions of tests/Oracle/indexing.py, under the same names.</summary>
internal static class IndexTable
{
    internal static readonly Dictionary<string, Func<Names, Tensor>> Read = new()
    {
        ["integer"] = n => n.X[1],
        ["negative_integer"] = n => n.X[-1],
        ["integers"] = n => n.X[1, 2],
        ["all_integers"] = n => n.X[1, 2, 3],
        ["mixed_signs"] = n => n.X[0, ^1, -2],
        ["range"] = n => n.X[1..3],
        ["range_open_end"] = n => n.X[1..],
        ["range_open_start"] = n => n.X[..2],
        ["range_all"] = n => n.X[..],
        ["range_negative_end"] = n => n.X[..^1],
        ["range_negative_start"] = n => n.X[^2..],
        ["range_empty"] = n => n.X[2..2],
        ["range_beyond"] = n => n.X[1..100],
        ["range_step"] = n => n.X[.., Slice(step: 2)],
        ["range_step_start"] = n => n.X[.., Slice(1, step: 2)],
        ["range_step_all"] = n => n.X[.., Slice(0, 3, 2)],
        ["two_ranges"] = n => n.X[1.., 2..4],
        ["three_ranges"] = n => n.X[..2, 1..3, 2..],
        ["integer_and_range"] = n => n.X[1, 1..3],
        ["range_and_integer"] = n => n.X[.., 2],
        ["integer_range_integer"] = n => n.X[0, 1..3, 4],
        ["ellipsis_first"] = n => n.X[Ellipsis, 0],
        ["ellipsis_last"] = n => n.X[1, Ellipsis],
        ["ellipsis_middle"] = n => n.X[0, Ellipsis, 1],
        ["ellipsis_only"] = n => n.X[Ellipsis],
        ["ellipsis_empty"] = n => n.X[0, 1, Ellipsis, 2],
        ["new_axis_first"] = n => n.X[NewAxis],
        ["new_axis_last"] = n => n.X[Ellipsis, NewAxis],
        ["new_axis_middle"] = n => n.X[.., NewAxis, 1],
        ["new_axes"] = n => n.X[NewAxis, .., NewAxis],
        ["new_axis_and_integer"] = n => n.X[0, NewAxis],
        ["tensor"] = n => n.X[n.I],
        ["tensor_matrix"] = n => n.X[.., n.J],
        ["tensor_negative"] = n => n.X[n.N],
        ["tensor_after_range"] = n => n.X[.., n.I],
        ["tensor_after_ellipsis"] = n => n.X[Ellipsis, n.I],
        ["two_tensors"] = n => n.X[n.I, n.I],
        ["two_tensors_apart"] = n => n.X[n.I, .., n.I],
        ["tensor_and_integer"] = n => n.X[n.I, 1],
        ["integer_and_tensor"] = n => n.X[0, .., n.I],
        ["tensors_broadcast"] = n => n.X[n.I, n.J],
        ["tensor_and_range"] = n => n.X[n.I, 1..3],
        ["tensor_and_new_axis"] = n => n.X[n.I, NewAxis],
        ["tensor_empty"] = n => n.X[n.None],
        ["tensor_zero_dim"] = n => n.X[Torch.Tensor(2L)],
        ["mask"] = n => n.X[n.M],
        ["mask_rows"] = n => n.X[n.Rows],
        ["mask_grid"] = n => n.X[n.Grid],
        ["mask_after_range"] = n => n.X[.., n.Grid[0]],
        ["mask_and_integer"] = n => n.X[n.Rows, 1],
        ["mask_and_tensor"] = n => n.X[n.Rows, n.I],
        ["mask_none"] = n => n.X[n.M & ~n.M],
        ["mask_range_integer"] = n => n.X[n.Rows, 1..3, 2],
        ["boolean_true"] = n => n.X[true],
        ["boolean_false"] = n => n.X[false],
        ["chained"] = n => n.X[1][2],
        ["chained_range"] = n => n.X[1..][0, Ellipsis, Slice(step: 2)],
        ["index_a_view"] = n => n.X.Transpose(0, 2)[1..3, 0],
        ["three_tensors"] = n => n.X[n.I, n.I, n.I],
        ["range_end_before_start"] = n => n.X[3..1],
        ["list_of_numbers"] = n => n.X[Torch.Tensor([0L, 2L])],
        ["step_and_integer"] = n => n.X[Slice(step: 2), 1, Slice(step: 3)],
        ["step_beyond"] = n => n.X[.., Slice(step: 7)],
        ["step_range_and_tensor"] = n => n.X[Slice(step: 2), .., n.I],
        ["new_axis_and_mask"] = n => n.X[NewAxis, .., n.Grid[0]],
        ["ellipsis_and_tensors"] = n => n.X[Ellipsis, n.I, n.I],
        ["tensor_matrix_and_slice"] = n => n.X[n.J[0] % 3, 1.., Slice(step: 2)],
        ["tensors_around_new_axis"] = n => n.X[n.I, NewAxis, n.I],
        ["integer_and_tensors_apart"] = n => n.X[n.I, 1..3, 0],
        ["mask_last"] = n => n.X[Ellipsis, n.Rows[Torch.Tensor([0L, 1L, 2L, 1L, 0L])]],
        ["negative_range_in_the_middle"] = n => n.X[.., ^3..^1],
        ["truth_and_integer"] = n => n.X[true, 1],
        ["empty_range_and_tensor"] = n => n.X[2..2, n.I],
        ["zero_dim_mask"] = n => n.X[Torch.Tensor(true)],
    };

    internal static readonly Dictionary<string, Action<Names>> Write = new()
    {
        ["integer"] = n => n.X.Set(-1, 1),
        ["integers"] = n => n.X.Set(-1, 1, 2, 3),
        ["negative_integer"] = n => n.X.Set(-1, -1),
        ["range"] = n => n.X.Set(-1, 1..3),
        ["range_step"] = n => n.X.Set(-1, .., Slice(step: 2)),
        ["all"] = n => n.X.Set(-1, ..),
        ["ellipsis"] = n => n.X.Set(-1, Ellipsis, 0),
        ["ellipsis_all"] = n => n.X.Set(-1, Ellipsis),
        ["new_axis"] = n => n.X.Set(-1, NewAxis, 0),
        ["tensor"] = n => n.X.Set(-1, n.I),
        ["tensor_after_range"] = n => n.X.Set(-1, .., n.I),
        ["two_tensors_apart"] = n => n.X.Set(-1, n.I, .., n.I),
        ["tensor_negative"] = n => n.X.Set(-1, n.N[..2], 1),
        ["mask"] = n => n.X.Set(-1, n.M),
        ["mask_rows"] = n => n.X.Set(-1, n.Rows),
        ["mask_grid"] = n => n.X.Set(-1, n.Grid),
        ["mask_none"] = n => n.X.Set(-1, n.M & ~n.M),
        ["tensor_empty"] = n => n.X.Set(-1, n.None),
        ["integer_range"] = n => n.X.Set(-1, 1, 1..3),
        ["view"] = n => n.X.Transpose(0, 2).Set(-1, 1..3, 0),
        ["chained"] = n => n.X[1].Set(-1, 2),
        ["value_row"] = n => n.X[1] = n.V,
        ["value_range"] = n => n.X[.., 1] = n.V,
        ["value_broadcast"] = n => n.X[..2] = n.V,
        ["value_tensor_index"] = n => n.X[n.I, 1] = n.V,
        ["value_mask"] = n => n.X[n.M] = Torch.Arange(9) - 100,
        ["value_zero_dim"] = n => n.X[0, 0] = Torch.Tensor(-5L),
        ["value_cast"] = n => n.X[0] = Torch.Tensor(2.7f),
        ["value_column"] = n => n.X[Ellipsis, 0] = Torch.Tensor([-1L, -2L, -3L]).Unsqueeze(-1),
        ["add_in_place"] = n => n.X[1].Add_(100),
        ["step_value"] = n => n.X[.., Slice(step: 2)] = Torch.Tensor([[-1L], [-2L]]),
        ["tensor_and_slice_value"] = n => n.X[n.I, 1..3] = n.V,
        ["tensors_broadcast_value"] = n => n.X[n.I, n.J] = Torch.Tensor([-7L, -8L, -9L, -10L, -11L]),
        ["mask_rows_value"] = n => n.X[n.Rows] = n.V,
        ["mask_and_integer_value"] = n => n.X[n.Rows, 1] = Torch.Tensor([[-1L], [-2L]]),
        ["grid_value"] = n => n.X[n.Grid] = n.V,
        ["ellipsis_value"] = n => n.X[Ellipsis, 1..3] = Torch.Tensor([-1L, -2L]),
        ["new_axis_value"] = n => n.X[.., NewAxis, 0] = n.V,
        ["truth"] = n => n.X.Set(-1, true, 0),
        ["falsehood"] = n => n.X.Set(-1, false),
        ["repeated_positions"] = n => n.X.Set(-1, Torch.Tensor([1L, 1L])),
        ["two_tensors_value"] = n => n.X[n.I, n.I, n.I] = Torch.Tensor([-1L, -2L]),
        ["itself"] = n => n.X[0] = n.X[1],
        ["range_from_end"] = n => n.X[^2.., ^1] = n.V,
        ["empty_range"] = n => n.X.Set(-1, 2..2),
    };

    /// <summary>What PyTorch refuses as out of range.</summary>
    internal static readonly Dictionary<string, Action<Names>> OutOfRange = new()
    {
        ["integer"] = n => _ = n.X[3],
        ["negative_integer"] = n => _ = n.X[-4],
        ["second"] = n => _ = n.X[0, 4],
        ["after_ellipsis"] = n => _ = n.X[Ellipsis, 5],
        ["after_range"] = n => _ = n.X[.., -5],
        ["after_new_axis"] = n => _ = n.X[NewAxis, 3],
        ["too_many"] = n => _ = n.X[0, 0, 0, 0],
        ["too_many_with_ellipsis"] = n => _ = n.X[0, Ellipsis, 0, 0, 0],
        ["tensor"] = n => _ = n.X[n.I + 5],
        ["tensor_negative"] = n => _ = n.X[.., -5 - n.I],
        ["tensor_of_two"] = n => _ = n.X[n.I, n.I + 4],
        ["mask_of_another_length"] = n => _ = n.X[n.Rows[..2]],
        ["mask_of_another_shape"] = n => _ = n.X[n.Grid[.., ..2]],
        ["mask_of_too_many"] = n => _ = n.X[0, 0, n.Grid],
        ["tensors_that_do_not_broadcast"] = n => _ = n.X[n.N, n.I],
        ["zero_dim_tensor"] = n => _ = n.X[Torch.Tensor(3L)],
        ["assigned_integer"] = n => n.X.Set(-1, 3),
        ["assigned_tensor"] = n => n.X.Set(-1, n.I + 5),
        ["assigned_mask"] = n => n.X.Set(-1, n.Rows[..2]),
        ["assigned_too_many"] = n => n.X.Set(-1, 0, 0, 0, 0),
    };

    /// <summary>The tensors that the expressions name.</summary>
    internal sealed class Names
    {
        internal Names(Tensor? x = null)
        {
            X = x ?? Torch.Arange(60).Reshape(3, 4, 5);
            M = (Torch.Arange(60).Reshape(3, 4, 5) % 7).Eq(0);
        }

        internal Tensor X { get; }

        internal Tensor I { get; } = Torch.Tensor([2L, 0L]);

        internal Tensor J { get; } = Torch.Tensor([1L, 3L, 0L, 2L]).Reshape(2, 2);

        internal Tensor N { get; } = Torch.Tensor([-1L, 1L, 0L]);

        internal Tensor M { get; }

        internal Tensor Rows { get; } = Torch.Tensor([true, false, true]);

        internal Tensor Grid { get; } = Torch.Tensor([true, false, false, true, false, false, true, false, true, true, false, false]).Reshape(3, 4);

        internal Tensor None { get; } = Torch.Zeros([0], dtype: DType.Int64);

        internal Tensor V { get; } = Torch.Tensor([-1L, -2L, -3L, -4L, -5L]);
    }
}
