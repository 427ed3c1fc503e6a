"""Indexing expressions, read and written. ``cs`` is what the C# tests hold under the same name.

``x`` is arange(60) in shape (3, 4, 5); the other names below stand for index tensors. Writes put -1 or ``v`` into a clone.
"""

import torch

from fixture import Fixture

X = torch.arange(60).reshape(3, 4, 5)
NAMES = {
    "x": X,
    "i": torch.tensor([2, 0]),
    "j": torch.tensor([[1, 3], [0, 2]]),
    "n": torch.tensor([-1, 1, 0]),
    "m": X % 7 == 0,
    "rows": torch.tensor([True, False, True]),
    "grid": torch.tensor([[True, False, False, True], [False, False, True, False], [True, True, False, False]]),
    "none": torch.tensor([], dtype=torch.int64),
}

READ = {
    "integer": "x[1]", "negative_integer": "x[-1]", "integers": "x[1, 2]", "all_integers": "x[1, 2, 3]", "mixed_signs": "x[0, -1, -2]",
    "range": "x[1:3]", "range_open_end": "x[1:]", "range_open_start": "x[:2]", "range_all": "x[:]", "range_negative_end": "x[:-1]",
    "range_negative_start": "x[-2:]", "range_empty": "x[2:2]", "range_beyond": "x[1:100]", "range_step": "x[:, ::2]",
    "range_step_start": "x[:, 1::2]", "range_step_all": "x[:, 0:3:2]", "two_ranges": "x[1:, 2:4]", "three_ranges": "x[:2, 1:3, 2:]",
    "integer_and_range": "x[1, 1:3]", "range_and_integer": "x[:, 2]", "integer_range_integer": "x[0, 1:3, 4]",
    "ellipsis_first": "x[..., 0]", "ellipsis_last": "x[1, ...]", "ellipsis_middle": "x[0, ..., 1]", "ellipsis_only": "x[...]",
    "ellipsis_empty": "x[0, 1, ..., 2]", "new_axis_first": "x[None]", "new_axis_last": "x[..., None]", "new_axis_middle": "x[:, None, 1]",
    "new_axes": "x[None, :, None]", "new_axis_and_integer": "x[0, None]", "tensor": "x[i]", "tensor_matrix": "x[:, j]",
    "tensor_negative": "x[n]", "tensor_after_range": "x[:, i]", "tensor_after_ellipsis": "x[..., i]", "two_tensors": "x[i, i]",
    "two_tensors_apart": "x[i, :, i]", "tensor_and_integer": "x[i, 1]", "integer_and_tensor": "x[0, :, i]", "tensors_broadcast": "x[i, j]",
    "tensor_and_range": "x[i, 1:3]", "tensor_and_new_axis": "x[i, None]", "tensor_empty": "x[none]", "tensor_zero_dim": "x[torch.tensor(2)]",
    "mask": "x[m]", "mask_rows": "x[rows]", "mask_grid": "x[grid]", "mask_after_range": "x[:, grid[0]]", "mask_and_integer": "x[rows, 1]",
    "mask_and_tensor": "x[rows, i]", "mask_none": "x[m & ~m]", "mask_range_integer": "x[rows, 1:3, 2]", "boolean_true": "x[True]",
    "boolean_false": "x[False]", "chained": "x[1][2]", "chained_range": "x[1:][0, ..., ::2]", "index_a_view": "x.transpose(0, 2)[1:3, 0]",
    "three_tensors": "x[i, i, i]", "range_end_before_start": "x[3:1]", "list_of_numbers": "x[[0, 2]]",
    "step_and_integer": "x[::2, 1, ::3]", "step_beyond": "x[:, ::7]", "step_range_and_tensor": "x[::2, :, i]", "new_axis_and_mask": "x[None, :, grid[0]]",
    "ellipsis_and_tensors": "x[..., i, i]", "tensor_matrix_and_slice": "x[j[0] % 3, 1:, ::2]", "tensors_around_new_axis": "x[i, None, i]",
    "integer_and_tensors_apart": "x[i, 1:3, 0]", "mask_last": "x[..., rows[[0, 1, 2, 1, 0]]]", "negative_range_in_the_middle": "x[:, -3:-1]",
    "truth_and_integer": "x[True, 1]", "empty_range_and_tensor": "x[2:2, i]", "zero_dim_mask": "x[torch.tensor(True)]",
}

WRITE = {
    "integer": "x[1] = -1", "integers": "x[1, 2, 3] = -1", "negative_integer": "x[-1] = -1", "range": "x[1:3] = -1", "range_step": "x[:, ::2] = -1",
    "all": "x[:] = -1", "ellipsis": "x[..., 0] = -1", "ellipsis_all": "x[...] = -1", "new_axis": "x[None, 0] = -1", "tensor": "x[i] = -1",
    "tensor_after_range": "x[:, i] = -1", "two_tensors_apart": "x[i, :, i] = -1", "tensor_negative": "x[n[:2], 1] = -1", "mask": "x[m] = -1",
    "mask_rows": "x[rows] = -1", "mask_grid": "x[grid] = -1", "mask_none": "x[m & ~m] = -1", "tensor_empty": "x[none] = -1",
    "integer_range": "x[1, 1:3] = -1", "view": "x.transpose(0, 2)[1:3, 0] = -1", "chained": "x[1][2] = -1",
    "value_row": "x[1] = v", "value_range": "x[:, 1] = v", "value_broadcast": "x[:2] = v", "value_tensor_index": "x[i, 1] = v",
    "value_mask": "x[m] = torch.arange(9) - 100", "value_zero_dim": "x[0, 0] = torch.tensor(-5)", "value_cast": "x[0] = torch.tensor(2.7)",
    "value_column": "x[..., 0] = torch.tensor([[-1], [-2], [-3]])", "add_in_place": "x[1] += 100",
    "step_value": "x[:, ::2] = torch.tensor([[-1], [-2]])", "tensor_and_slice_value": "x[i, 1:3] = v", "tensors_broadcast_value": "x[i, j] = torch.tensor([-7, -8, -9, -10, -11])",
    "mask_rows_value": "x[rows] = v", "mask_and_integer_value": "x[rows, 1] = torch.tensor([[-1], [-2]])", "grid_value": "x[grid] = v",
    "ellipsis_value": "x[..., 1:3] = torch.tensor([-1, -2])", "new_axis_value": "x[:, None, 0] = v", "truth": "x[True, 0] = -1", "falsehood": "x[False] = -1",
    "repeated_positions": "x[torch.tensor([1, 1])] = -1", "two_tensors_value": "x[i, i, i] = torch.tensor([-1, -2])", "itself": "x[0] = x[1]",
    "range_from_end": "x[-2:, -1] = v", "empty_range": "x[2:2] = -1",
}

OUT_OF_RANGE = {
    "integer": "x[3]", "negative_integer": "x[-4]", "second": "x[0, 4]", "after_ellipsis": "x[..., 5]", "after_range": "x[:, -5]", "after_new_axis": "x[None, 3]",
    "too_many": "x[0, 0, 0, 0]", "too_many_with_ellipsis": "x[0, ..., 0, 0, 0]", "tensor": "x[i + 5]", "tensor_negative": "x[:, -5 - i]",
    "tensor_of_two": "x[i, i + 4]", "mask_of_another_length": "x[rows[:2]]", "mask_of_another_shape": "x[grid[:, :2]]", "mask_of_too_many": "x[0, 0, grid]",
    "tensors_that_do_not_broadcast": "x[n, i]", "zero_dim_tensor": "x[torch.tensor(3)]",
    "assigned_integer": "x[3] = -1", "assigned_tensor": "x[i + 5] = -1", "assigned_mask": "x[rows[:2]] = -1", "assigned_too_many": "x[0, 0, 0, 0] = -1",
}


def main():
    values = torch.tensor([-1, -2, -3, -4, -5])
    with Fixture("indexing", "Read", "indexing") as f:
        for name, expression in READ.items():
            f.case(name, expression=expression, outputs={"output": eval(expression, {"torch": torch, **NAMES})})
    with Fixture("indexing", "Write", "indexing") as f:
        for name, statement in WRITE.items():
            scope = {"torch": torch, **NAMES, "x": X.clone(), "v": values}
            exec(statement, scope)
            f.case(name, expression=statement, outputs={"output": scope["x"]})
    with Fixture("indexing", "OutOfRange", "indexing") as f:
        for name, statement in OUT_OF_RANGE.items():
            try:
                exec(statement, {"torch": torch, **NAMES, "x": X.clone()})
            except IndexError as error:
                f.case(name, expression=statement, error=str(error))
            else:
                raise AssertionError("%s is within the range" % statement)
    with Fixture("indexing", "Gradients", "indexing") as f:
        for name in ("integer", "range_step", "ellipsis_first", "new_axes", "tensor", "tensor_negative", "two_tensors_apart", "mask", "tensor_matrix"):
            x = X.double().requires_grad_()
            output = eval(READ[name], {"torch": torch, **NAMES, "x": x})
            given = torch.arange(1, output.numel() + 1, dtype=torch.float64).reshape(output.shape)
            output.backward(given)
            f.case(name, expression=READ[name], outputGradients={"output": given}, gradients={"x": x.grad})


if __name__ == "__main__":
    main()
