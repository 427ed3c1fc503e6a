"""Arguments of reductions, of what changes shapes, and of indexing."""

TABLE = """
all any | b(2, 3) | b(2, 3), 1 | b(2, 3), 1, True | b(2, 3, 2), [0, 2] | b(2, 3, 2), [0, 2], True
sum mean prod | r(2, 3) | r(2, 3), dtype=torch.float32 | r(2, 3), 1 | r(2, 3), 1, True
sum mean nansum nanmean | r(2, 3), [1] | r(2, 3), [0, 1], True | r(2, 3), [1], dtype=torch.float32 | r(2, 3), None
nansum nanmean | t([[1.0, NAN], [2.0, 3.0]]), [1] | t([[1.0, NAN], [2.0, 3.0]])
sum_to_size | r(2, 3), [1, 3]
std var std_mean var_mean | r(2, 3) | r(2, 3), False | r(2, 3), [1] | r(2, 3), [1], False, True | r(2, 3), None, correction=2 | r(2, 3), [1], correction=0, keepdim=True | r(2, 3), None, True
max min median nanmedian | r(2, 3) | r(2, 3), 1 | r(2, 3), 0, True
mode | n(3, 2, 5) | n(3, 2, 5), 0, True
amax amin | r(2, 3) | r(2, 3), [1] | r(2, 3), [0, 1], True
aminmax | r(2, 3) | r(2, 3), dim=1, keepdim=True
argmax argmin | r(2, 3) | r(2, 3), 1 | r(2, 3), 0, True
cummax cummin logcumsumexp | r(2, 3), 1 | r(2, 3), 0
cumsum cumprod | r(2, 3), 1 | r(2, 3), 0, dtype=torch.float32
logsumexp special_logsumexp | r(2, 3), [1] | r(2, 3), [0, 1], True
softmax log_softmax special_softmax special_log_softmax | r(2, 3), 1 | r(2, 3), 0, dtype=torch.float32 | r(2, 3), 0, torch.float32
count_nonzero | n(3, 2, 3) | n(3, 2, 3), 1 | n(3, 2, 3), [0, 1]
norm native_norm | r(2, 3) | r(2, 3), 3 | r(2, 3), 1, [1] | r(2, 3), 1, [1], True | r(2, 3), 1, [1], True, dtype=torch.float64 | r(2, 3), 2, dtype=torch.float64 | r(2, 3), None, [0], False, None
norm_except_dim | r(2, 3) | r(2, 3), 1, 1
frobenius_norm | r(2, 3), [0, 1] | r(2, 3), [1], True
nuclear_norm | r(2, 3) | r(2, 3), True | r(2, 3), [0, 1] | r(2, 3), [0, 1], True
dist | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), 3
quantile nanquantile | r(2, 5), 0.3 | r(2, 5), t([0.2, 0.6]) | r(2, 5), 0.3, 1, True | r(2, 5), t([0.2, 0.6]), 1, interpolation='lower' | r(2, 5), 0.3, 1, interpolation='nearest' | r(2, 5), 0.3, 0, interpolation='midpoint'
sort msort | r(2, 5) | r(2, 5), 0, True | r(2, 5), stable=True, dim=0, descending=True
argsort | r(2, 5) | r(2, 5), 0, True | r(2, 5), stable=True, dim=0, descending=True
topk | r(2, 5), 2 | r(2, 5), 1, 0, False, True
kthvalue | r(2, 5), 2 | r(2, 5), 1, 0, True
nonzero argwhere nonzero_numpy | n(2, 2, 3)
nonzero_static | n(2, 2, 3), size=4 | n(2, 2, 3), size=9, fill_value=-7
unique_consecutive | ti([1, 1, 2, 2, 1]) | ti([1, 1, 2, 2, 1]), True, True | ti([[1, 1], [1, 1], [2, 2]]), True, True, 0
unique_dim unique_dim_consecutive | ti([[1, 1], [1, 1], [2, 2]]), 0
unique_dim | ti([[3, 1], [1, 1], [3, 1]]), 0, True, True, True
unique_dim_consecutive | ti([[3, 1], [3, 1], [1, 1]]), 0, True, True
bincount | n(5, 8) | n(5, 8), r(8) | n(5, 8), None, 7
histc | r(9), 4 | r(9), 4, -1.0, 1.0 | r(9)
histogram | r(9), 4 | r(9), t([-1.0, 0.0, 1.0]) | r(9), 4, range=[-1.0, 1.0], weight=p(9), density=True | r(9), t([-1.0, 0.0, 1.0]), weight=p(9)
histogramdd | r(9, 2), [3, 2] | r(9, 2), 3 | r(9, 2), [t([-1.0, 0.0, 1.0]), t([-2.0, 2.0])] | r(9, 2), [3, 2], [-1.0, 1.0, -2.0, 2.0], p(9), True
cov | r(3, 5) | r(3, 5), correction=0, fweights=n(3, 5) + 1, aweights=p(5)
corrcoef | r(3, 5)
diff | r(2, 5) | r(2, 5), 2, 0 | r(2, 5), 1, 1, r(2, 1), r(2, 2)
gradient | r(5) | r(4, 5), dim=1 | r(4, 5), spacing=2.0 | r(4, 5), spacing=2.0, dim=1, edge_order=2 | r(4, 5), dim=[0, 1] | r(4, 5), spacing=2.0, dim=[0, 1] | r(4, 5), spacing=[2.0, 0.5], dim=[0, 1] | r(4, 5), spacing=[2.0, 0.5] | r(3, 4), spacing=[t([0.0, 1.0, 3.0]), t([0.0, 1.0, 1.5, 2.5])], dim=[0, 1] | r(3, 4), spacing=[t([0.0, 1.0, 3.0]), t([0.0, 1.0, 1.5, 2.5])]
trapezoid trapz | r(2, 4) | r(2, 4), dx=0.5, dim=0 | r(2, 4), r(2, 4) | r(2, 4), r(2), dim=0
cumulative_trapezoid | r(2, 4) | r(2, 4), dx=0.5, dim=0 | r(2, 4), r(2, 4)
hash_tensor | n(9, 2, 3) | n(9, 2, 3), [1], keepdim=True
segment_reduce | r(6), 'max', lengths=ti([2, 3, 1]) | r(6, 2), 'sum', lengths=ti([2, 3, 1]) | r(6), 'mean', lengths=ti([2, 3, 1]), unsafe=True, initial=1.0
size stride | r(2, 3), 1
sparse_dim dense_dim | sp(r(3, 3)) 
adjoint mT mH | r(2, 3) | c(2, 2, 3)
matrix_H numpy_T t | r(2, 3)
view_as_complex | r(3, 2)
view_as_real | c(2, 3)
atleast_1d atleast_2d atleast_3d | r(3) | [r(3), r(2, 2)] | t(1.5)
as_strided | r(3, 4), [2, 2], [1, 2] | r(3, 4), [2, 2], [1, 2], 1
as_strided_scatter | r(3, 4), r(2, 2), [2, 2], [1, 2] | r(3, 4), r(2, 2), [2, 2], [1, 2], 1
broadcast_to | r(1, 3), [2, 3]
broadcast_tensors | [r(1, 3), r(2, 1)]
align_tensors | [r(2, 3), r(3)] | [r(2, 3), r(2, 3)]
expand | r(1, 3), [2, 3] | r(3), [2, -1]
expand_as view_as reshape_as | r(2, 3), r(2, 3) | r(1, 3), r(2, 3)
view reshape | r(2, 3), [3, 2] | r(2, 3), [-1] | r(2, 3), [1, 6, 1]
view | r(2, 3), torch.int64 | r(2, 4), torch.float32
flatten | r(2, 3, 2) | r(2, 3, 2), 1 | r(2, 3, 2), 0, 1
unflatten | r(2, 6), 1, [2, 3]
squeeze | r(2, 1, 3) | r(2, 1, 3), 1 | r(1, 2, 1), [0, 2]
unsqueeze | r(2, 3), 1 | r(2, 3), -1
transpose swapaxes swapdims | r(2, 3, 2), 0, 1 | r(2, 3), 0, -1
permute | r(2, 3, 4), [2, 0, 1]
movedim moveaxis | r(2, 3, 4), 0, 2 | r(2, 3, 4), [0, 1], [2, 0]
narrow | r(2, 5), 1, 1, 3 | r(2, 5), 1, ti(1), 3
select | r(2, 3), 1, 2 | r(2, 3), 0, -1
slice | r(5, 3) | r(5, 3), 0, 1, 4 | r(5, 3), 0, 0, 5, 2
slice_scatter | r(5, 3), r(3, 3), 0, 1, 4 | r(5, 3), r(2, 3), 0, 0, 4, 2
select_scatter | r(3, 4), r(3), 1, 2
diagonal_scatter | r(3, 3), r(3) | r(3, 4), r(3), 1
diagonal linalg_diagonal | r(3, 4) | r(3, 4), offset=1 | r(2, 3, 4), offset=0, dim1=0, dim2=2
diag | r(3) | r(3, 4) | r(3, 4), 1
diag_embed | r(2, 3) | r(2, 3), 1, 0, 1
diagflat | r(2, 2) | r(3), 1
chunk unsafe_chunk tensor_split | r(5, 3), 2 | r(2, 4), 2, 1
tensor_split | r(5, 3), [1, 3] | r(5, 3), ti([1, 3]) | r(2, 5), ti(2), 1
split unsafe_split | r(5, 3), 2 | r(2, 5), 2, 1
split split_with_sizes unsafe_split_with_sizes | r(5, 3), [1, 4] | r(2, 5), [2, 3], 1
hsplit | r(2, 4), 2 | r(2, 4), [1, 3]
vsplit | r(4, 2), 2 | r(4, 2), [1, 3]
dsplit | r(2, 2, 4), 2 | r(2, 2, 4), [1, 3]
unbind | r(2, 3) | r(2, 3), 1
unfold | r(2, 6), 1, 3, 2
cat concat concatenate | [r(2, 3), r(2, 3)] | [r(2, 3), r(2, 1)], 1
stack | [r(2, 3), r(2, 3)] | [r(2, 3), r(2, 3)], 2
hstack vstack dstack row_stack column_stack block_diag cartesian_prod | [r(3), r(3)]
hstack vstack dstack row_stack column_stack block_diag | [r(2, 3), r(2, 3)]
combinations | r(4) | r(4), 3, True
meshgrid | [r(2), r(3)] | [r(2), r(3)], indexing='ij' | [r(2), r(3)], indexing='xy'
vander linalg_vander | r(3)
vander | r(3), 4, True
linalg_vander | r(3), N=4
flip | r(2, 3), [0, 1] | r(2, 3), [1]
fliplr flipud | r(2, 3)
roll | r(2, 3), 1 | r(2, 3), [1, 2], [0, 1]
rot90 | r(2, 3) | r(2, 3), 3, [1, 0]
repeat tile | r(2, 3), [2, 1, 2] 
tile | r(2, 3), [2]
repeat_interleave | ti([1, 2, 0]) | r(2, 3), 2 | r(2, 3), 2, 1 | r(2, 3), ti([2, 1]), 0 | r(3), ti([2, 1, 0]) | ti([1, 2, 0]), output_size=3
tril triu | r(3, 4) | r(3, 4), 1 | r(2, 3, 3), -1
trace | r(3, 4)
constant_pad_nd | r(2, 3), [1, 2] | r(2, 3), [1, 2, 0, 1], 1.5
pad | r(2, 3), [1, 2] | r(2, 3), [1, 1], 'reflect' | r(2, 3), [1, 2], 'constant', 1.5 | r(2, 3), [1, 1], 'circular' | r(2, 3), [1, 1], 'replicate'
pad_sequence | [r(3), r(2)] | [r(3), r(2)], True, 1.5
reflection_pad1d replication_pad1d | r(2, 4), [1, 2]
reflection_pad2d replication_pad2d | r(1, 4, 4), [1, 2, 1, 0]
reflection_pad3d replication_pad3d | r(1, 3, 3, 3), [1, 2, 1, 0, 0, 1]
gather | r(3, 4), 1, n(4, 3, 2) | r(3, 4), 0, n(3, 2, 4)
take | r(3, 4), n(12, 5)
take_along_dim | r(3, 4), n(4, 3, 2), 1 | r(3, 4), n(12, 5)
index | r(3, 4), [ti([0, 2])] | r(3, 4), [None, ti([0, 2])] | r(3, 4), [ti([0, 2]), ti([1, 3])] | r(3, 4), [b(3, 4)]
index_put | r(3, 4), [ti([0, 2])], r(2, 4) | r(3, 4), [ti([0, 0]), ti([1, 1])], r(2), True | r(3, 4), [None, ti([0, 2])], r(3, 2)
index_add index_copy | r(3, 4), 1, ti([0, 2]), r(3, 2)
index_add | r(3, 4), 1, ti([0, 2]), r(3, 2), alpha=0.5
index_fill | r(3, 4), 1, ti([0, 2]), 1.5 | r(3, 4), 1, ti([0, 2]), t(1.5)
index_reduce | r(3, 4), 1, ti([0, 2]), r(3, 2), 'prod' | r(3, 4), 1, ti([0, 2]), r(3, 2), 'amax', include_self=False | r(3, 4), 1, ti([0, 2]), r(3, 2), 'mean'
index_select | r(3, 4), 1, ti([2, 0])
scatter | r(3, 4), 1, n1(3, 2), r(3, 2) | r(3, 4), 1, n1(3, 2), 1.5 | r(3, 4), 1, n1(3, 2), r(3, 2), reduce='add' | r(3, 4), 1, n1(3, 2), r(3, 2), reduce='multiply' | r(3, 4), 1, n1(3, 2), 1.5, reduce='multiply'
scatter_add | r(3, 4), 1, n1(3, 2), r(3, 2)
scatter_reduce | r(3, 4), 1, n(4, 3, 2), r(3, 2), 'sum' | r(3, 4), 1, n(4, 3, 2), r(3, 2), 'amin', include_self=False | r(3, 4), 1, n(4, 3, 2), r(3, 2), 'mean' | r(3, 4), 1, n1(3, 2), r(3, 2), 'prod'
masked_fill | r(2, 3), b(2, 3), 1.5 | r(2, 3), b(2, 3), t(1.5)
masked_scatter | r(2, 3), b(2, 3), r(6)
masked_select | r(2, 3), b(2, 3)
put | r(3, 4), ti([1, 5, 7]), r(3) | r(3, 4), ti([1, 1, 7]), r(3), True
fill_diagonal_ | r(3, 3), 1.5 | r(5, 2), 1.5, True
isin | n(5, 2, 3), n(5, 3) | n(5, 2, 3), 2 | 2, n(5, 3) | n(5, 2, 3), n(5, 3), assume_unique=False, invert=True
searchsorted | t([1.0, 2.0, 4.0]), r(2, 3) | t([1.0, 2.0, 4.0]), 2.0 | t([1.0, 2.0, 4.0]), t([2.0, 4.0]), right=True, out_int32=True | t([1.0, 2.0, 4.0]), t([2.0, 4.0]), side='right' | t([4.0, 1.0, 2.0]), t([2.0, 4.0]), sorter=ti([1, 2, 0])
bucketize | r(2, 3), t([-1.0, 0.0, 1.0]) | 0.5, t([-1.0, 0.0, 1.0]) | t([0.0, 1.0]), t([-1.0, 0.0, 1.0]), out_int32=True, right=True
one_hot | n(3, 4) | n(3, 4), 5
renorm | r(3, 4), 2, 0, 1.0 | r(3, 4), 1.0, 1, 0.5
channel_shuffle native_channel_shuffle | r(1, 4, 2, 2), 2
pixel_shuffle | r(1, 4, 2, 2), 2
pixel_unshuffle | r(1, 1, 4, 4), 2
resize | r(2, 3), [3, 2] | r(2, 3), [2]
resize_as | r(2, 3), r(3, 2)
set | r(2, 3), r(4) | r(2, 3)
set_ | r(2, 3), r(4) | r(2, 3) | r(2, 3), r(6), 1, [2, 2], [2, 1]
detach_ requires_grad_ | r(2, 3)
as_strided_ | r(3, 4), [2, 2], [1, 2]
squeeze_ | r(1, 3)
random_ | n(9, 2, 3)
flatten_dense_tensors | [r(2, 3), r(2)]
unflatten_dense_tensors | r(8), [r(2, 3), r(2)]
"""
