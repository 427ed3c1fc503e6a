"""Arguments of what layers and losses are made of."""

TABLE = """
linear | r(2, 3), r(4, 3) | r(2, 3), r(4, 3), r(4)
bilinear | r(2, 3), r(2, 4), r(2, 3, 4) | r(2, 3), r(2, 4), r(2, 3, 4), r(2)
conv1d | r(1, 2, 5), r(3, 2, 3) | r(1, 2, 5), r(2, 1, 3), r(2), 2, 1, 1, 2 | r(1, 2, 5), r(3, 2, 3), r(3), 1, 'same'
conv2d | r(1, 2, 4, 4), r(2, 2, 3, 3) | r(1, 2, 4, 4), r(2, 1, 2, 3), r(2), [2, 1], [1, 0], [1, 1], 2 | r(1, 2, 4, 4), r(2, 2, 3, 3), None, 1, 'same'
conv3d | r(1, 1, 3, 3, 3), r(2, 1, 2, 2, 2) | r(1, 1, 3, 3, 3), r(2, 1, 2, 2, 2), r(2), [2, 1, 1], [1, 0, 0] | r(1, 1, 3, 3, 3), r(2, 1, 2, 2, 2), None, 1, 'valid'
conv_transpose1d | r(1, 2, 3), r(2, 2, 3) | r(1, 2, 3), r(2, 1, 3), r(2), 2, 1, 1, 2
conv_transpose2d | r(1, 2, 3, 2), r(2, 2, 2, 2) | r(1, 2, 3, 2), r(2, 1, 2, 2), r(2), 2, 1, 1, 2
conv_transpose3d | r(1, 1, 2, 2, 2), r(1, 2, 2, 2, 2) | r(1, 1, 2, 2, 2), r(1, 2, 2, 2, 2), r(2), 2, 1, 1
conv_tbc | r(5, 2, 2), r(3, 2, 3), r(3) | r(5, 2, 2), r(3, 2, 3), r(3), 1
convolution | r(1, 2, 5), r(3, 2, 3), r(3), [2], [1], [1], False, [0], 1 | r(1, 2, 4), r(2, 2, 3), None, [2], [1], [1], True, [1], 1
conv_depthwise3d | r(1, 2, 3, 3, 3), r(2, 1, 2, 2, 2), [2, 2, 2], r(2), [1, 1, 1], [0, 0, 0], [1, 1, 1]
slow_conv3d | r(1, 1, 3, 3, 3), r(2, 1, 2, 2, 2), [2, 2, 2], r(2)
slow_conv3d_forward | r(1, 1, 3, 3, 3), r(2, 1, 2, 2, 2), [2, 2, 2], r(2), [1, 1, 1], [0, 0, 0]
slow_conv_dilated2d | r(1, 2, 4, 4), r(2, 2, 2, 2), [2, 2], r(2), 1, 0, 2
slow_conv_dilated3d | r(1, 1, 3, 3, 3), r(2, 1, 2, 2, 2), [2, 2, 2], r(2), 1, 0, 2
slow_conv_transpose2d | r(1, 2, 3, 2), r(2, 2, 2, 2), [2, 2], r(2)
slow_conv_transpose3d | r(1, 1, 2, 2, 2), r(1, 2, 2, 2, 2), [2, 2, 2], r(2)
thnn_conv2d | r(1, 2, 4, 4), r(2, 2, 3, 3), [3, 3], r(2)
adaptive_avg_pool1d adaptive_max_pool1d | r(1, 2, 5), [3]
adaptive_avg_pool2d adaptive_max_pool2d | r(1, 2, 4, 5), [2, 3]
adaptive_avg_pool3d adaptive_max_pool3d | r(1, 1, 3, 4, 4), [2, 2, 3]
avg_pool1d | r(1, 2, 6), [3] | r(1, 2, 6), [3], [2], [1], True, False
avg_pool2d | r(1, 2, 4, 4), [2, 2] | r(1, 2, 5, 4), [3, 2], [2, 1], [1, 0], True, False | r(1, 2, 4, 4), [2, 2], [], 0, False, True, 3
avg_pool3d | r(1, 1, 3, 3, 3), [2, 2, 2] | r(1, 1, 3, 3, 3), [2, 2, 2], [1, 2, 1], 1, True, False, 3
max_pool1d max_pool1d_with_indices | r(1, 2, 6), [3] | r(1, 2, 6), [2], [2], [1], [2], True
max_pool2d max_pool2d_with_indices | r(1, 2, 4, 4), [2, 2] | r(1, 1, 5, 4), [2, 2], [2, 1], 1, 1, True
max_pool3d max_pool3d_with_indices | r(1, 1, 3, 3, 3), [2, 2, 2] | r(1, 1, 3, 3, 3), [2, 2, 2], [1, 2, 1], 1, 1, True
max_unpool2d | r(1, 1, 2, 2), ti([[[[0, 3], [9, 14]]]]), [4, 4]
max_unpool3d | r(1, 1, 1, 2, 2), ti([[[[[0, 3], [9, 14]]]]]), [1, 4, 4], [1, 2, 2], [0, 0, 0]
fractional_max_pool2d | r(1, 2, 5, 5), [2, 2], [3, 3], p(1, 2, 2) / 2
fractional_max_pool3d | r(1, 1, 4, 4, 4), [2, 2, 2], [2, 2, 2], p(1, 1, 3) / 2
im2col | r(1, 2, 4, 4), [2, 2], [1, 1], [0, 0], [2, 2]
col2im | r(1, 8, 4), [4, 4], [2, 2], [1, 1], [0, 0], [2, 2]
affine_grid_generator | r(1, 2, 3), [1, 1, 2, 3], True | r(1, 2, 3), [1, 1, 2, 3], False | r(1, 3, 4), [1, 1, 2, 2, 2], False
grid_sampler grid_sampler_2d | r(1, 2, 3, 4), u(1, 2, 2, 2), 0, 0, True | r(1, 2, 3, 4), r(1, 2, 2, 2), 0, 1, False | r(1, 2, 3, 4), r(1, 2, 2, 2), 1, 2, False | r(1, 2, 3, 4), u(1, 2, 2, 2), 2, 0, False
grid_sampler grid_sampler_3d | r(1, 1, 2, 3, 3), u(1, 2, 2, 2, 3), 0, 0, True
upsample_nearest1d | r(1, 2, 3), [5] | r(1, 2, 3), [5], [2.0] | r(1, 2, 3), None, [2.0] | r(1, 2, 3), [6], 2.0
upsample_linear1d | r(1, 2, 3), [5], True | r(1, 2, 3), None, False, [2.0] | r(1, 2, 3), [6], False, 2.0
upsample_nearest2d | r(1, 2, 2, 3), [3, 5] | r(1, 2, 2, 3), None, [2.0, 1.5] | r(1, 2, 2, 3), [4, 6], 2.0, 2.0
upsample_bilinear2d upsample_bicubic2d | r(1, 2, 2, 3), [3, 5], True | r(1, 2, 2, 3), None, False, [2.0, 1.5] | r(1, 2, 2, 3), [4, 6], False, 2.0, 2.0
upsample_nearest3d | r(1, 1, 2, 2, 2), [3, 3, 4] | r(1, 1, 2, 2, 2), None, [2.0, 1.5, 1.0] | r(1, 1, 2, 2, 2), [4, 4, 4], 2.0, 2.0, 2.0
upsample_trilinear3d | r(1, 1, 2, 2, 2), [3, 3, 4], True | r(1, 1, 2, 2, 2), None, False, [2.0, 1.5, 1.0] | r(1, 1, 2, 2, 2), [4, 4, 4], False, 2.0, 2.0, 2.0
batch_norm | r(3, 2), p(2), r(2), r(2), p(2), True, 0.1, 1e-5, False | r(3, 2), p(2), r(2), r(2), p(2), False, 0.1, 1e-5, False | r(3, 2, 2), None, None, None, None, True, 0.1, 1e-3, False
native_batch_norm | r(3, 2), p(2), r(2), r(2), p(2), True, 0.1, 1e-5 | r(3, 2), p(2), r(2), r(2), p(2), False, 0.1, 1e-5
batch_norm_update_stats | r(3, 2), r(2), p(2), 0.1
instance_norm | r(2, 2, 3), p(2), r(2), None, None, True, 0.1, 1e-5, False | r(2, 2, 3), p(2), r(2), r(2), p(2), False, 0.1, 1e-5, False
layer_norm | r(2, 3), [3] | r(2, 3), [3], p(3), r(3), 1e-3
native_layer_norm | r(2, 3), [3], p(3), r(3), 1e-5 | r(2, 3), [3], None, None, 1e-5
group_norm | r(2, 4, 3), 2 | r(2, 4, 3), 2, p(4), r(4), 1e-3
native_group_norm | r(2, 4, 3), p(4), r(4), 2, 4, 3, 2, 1e-5
rms_norm | r(2, 3), [3] | r(2, 3), [3], p(3), 1e-3
embedding | r(4, 2), n(4, 3) | r(4, 2), n(4, 2, 2), 1, True
embedding_bag | r(5, 2), n(5, 4), ti([0, 2]) | r(5, 2), n(5, 4), ti([0, 2]), False, 1 | r(5, 2), n(5, 4), ti([0, 2]), False, 2 | r(5, 2), n(5, 4), ti([0, 2]), False, 0, False, p(4) | r(5, 2), n(5, 4), ti([0, 2]), False, 0, False, None, False, 1
embedding_renorm | r(4, 2), ti([1, 3]), 0.5, 2.0
cosine_similarity | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), 0, 1e-3
pairwise_distance | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), 1.0, 1e-3, True
mse_loss l1_loss | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), 0 | r(2, 3), r(2, 3), 2
huber_loss | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), 0, 0.5
smooth_l1_loss | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), 2, 0.5
soft_margin_loss | r(2, 3), s(2, 3) | r(2, 3), s(2, 3), 0
hinge_embedding_loss | r(2, 3), s(2, 3) | r(2, 3), s(2, 3), 0.5, 0
margin_ranking_loss | r(3), r(3), s(3) | r(3), r(3), s(3), 0.5, 0
cosine_embedding_loss | r(2, 3), r(2, 3), s(2) | r(2, 3), r(2, 3), s(2), 0.5, 0
triplet_margin_loss | r(2, 3), r(2, 3), r(2, 3) | r(2, 3), r(2, 3), r(2, 3), 0.5, 1.0, 1e-3, True, 0
kl_div | r(2, 3), p(2, 3) | r(2, 3), r(2, 3), 0, log_target=True
poisson_nll_loss | r(2, 3), p(2, 3), True, False, 1e-8, 1 | p(2, 3), p(2, 3) * 3, False, True, 1e-8, 0
binary_cross_entropy | p(2, 3) / 2, p(2, 3) / 2 | p(2, 3) / 2, p(2, 3) / 2, p(2, 3), 0
binary_cross_entropy_with_logits | r(2, 3), p(2, 3) / 2 | r(2, 3), p(2, 3) / 2, p(2, 3), p(3), 0
nll_loss nll_loss_nd cross_entropy_loss | r(3, 4), n(4, 3) | r(3, 4), n(4, 3), p(4), 0, 2
nll_loss2d nll_loss_nd cross_entropy_loss | r(2, 3, 2, 2), n(3, 2, 2, 2) | r(2, 3, 2, 2), n(3, 2, 2, 2), p(3), 2, 1
nll_loss_forward | r(3, 4), n(4, 3), None, 1, -100 | r(3, 4), n(4, 3), p(4), 2, 1
nll_loss2d_forward | r(2, 3, 2, 2), n(3, 2, 2, 2), None, 1, -100
cross_entropy_loss | r(3, 4), p(3, 4), None, 1, -100, 0.1
multi_margin_loss | r(3, 4), n(4, 3) | r(3, 4), n(4, 3), 2, 0.5, p(4), 0
multilabel_margin_loss | r(2, 3), ti([[0, 2, -1], [1, -1, -1]]) | r(2, 3), ti([[0, 2, -1], [1, -1, -1]]), 0
multilabel_margin_loss_forward | r(2, 3), ti([[0, 2, -1], [1, -1, -1]]), 1
ctc_loss | r(4, 2, 3).log_softmax(-1), ti([[1, 2], [2, 1]]), [4, 4], [2, 1] | r(4, 2, 3).log_softmax(-1), ti([[1, 2], [2, 1]]), ti([4, 4]), ti([2, 1]), 0, 2, True
rnn_tanh_cell rnn_relu_cell | r(2, 3), r(2, 4), r(4, 3), r(4, 4) | r(2, 3), r(2, 4), r(4, 3), r(4, 4), r(4), r(4)
gru_cell | r(2, 3), r(2, 2), r(6, 3), r(6, 2), r(6), r(6)
lstm_cell | r(2, 3), [r(2, 2), r(2, 2)], r(8, 3), r(8, 2), r(8), r(8)
rnn_tanh rnn_relu | r(4, 2, 3), r(1, 2, 2), [r(2, 3), r(2, 2), r(2), r(2)], True, 1, 0.0, False, False, False
rnn_tanh rnn_relu | r(3, 3), ti([2, 1]), r(1, 2, 2), [r(2, 3), r(2, 2), r(2), r(2)], True, 1, 0.0, False, False
gru | r(4, 2, 3), r(1, 2, 2), [r(6, 3), r(6, 2), r(6), r(6)], True, 1, 0.0, False, False, True | r(3, 3), ti([2, 1]), r(1, 2, 2), [r(6, 3), r(6, 2), r(6), r(6)], True, 1, 0.0, False, False
gru.input | r(4, 2, 3), r(1, 2, 2), [r(6, 3), r(6, 2), r(6), r(6)], True, 1, 0.0, False, False, False
lstm | r(4, 2, 3), [r(1, 2, 2), r(1, 2, 2)], [r(8, 3), r(8, 2), r(8), r(8)], True, 1, 0.0, False, False, False | r(3, 3), ti([2, 1]), [r(1, 2, 2), r(1, 2, 2)], [r(8, 3), r(8, 2), r(8), r(8)], True, 1, 0.0, False, False
scaled_dot_product_attention | r(1, 2, 3, 4), r(1, 2, 3, 4), r(1, 2, 3, 4) | r(1, 2, 3, 4), r(1, 2, 3, 4), r(1, 2, 3, 4), None, 0.0, True, scale=0.7 | r(1, 2, 3, 4), r(1, 2, 3, 4), r(1, 2, 3, 4), r(3, 3)
"""
