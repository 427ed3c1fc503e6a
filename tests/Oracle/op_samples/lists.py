"""Arguments of operators over lists of tensors: foreach, and the fused steps of optimizers.

A line is ``names | arguments | arguments``; ``op_samples`` explains the letters.
"""

TABLE = """
_foreach_abs _foreach_atan _foreach_ceil _foreach_cos _foreach_cosh _foreach_erf _foreach_erfc _foreach_exp _foreach_expm1 | [r(2, 3), r(2, 3)] | [r(4), r(2, 1, 3), t(0.3)]
_foreach_floor _foreach_frac _foreach_max _foreach_neg _foreach_reciprocal _foreach_round _foreach_sigmoid _foreach_sign | [r(2, 3), r(2, 3)] | [r(4), r(2, 1, 3), t(0.3)]
_foreach_sin _foreach_sinh _foreach_tan _foreach_tanh _foreach_trunc _foreach_zero | [r(2, 3), r(2, 3)] | [r(4), r(2, 1, 3), t(0.3)]
_foreach_lgamma _foreach_log _foreach_log10 _foreach_log1p _foreach_log2 _foreach_rsqrt _foreach_sqrt | [p(2, 3), p(2, 3)] | [p(4), p(2, 1, 3), t(0.3)]
_foreach_acos _foreach_asin | [u(2, 3), u(2, 3)] | [u(4), u(2, 1, 3), t(0.3)]
_foreach_add _foreach_sub _foreach_mul _foreach_div | [r(2, 3), r(2, 3)], [r(2, 3), r(2, 3)] | [r(4), r(2, 3)], [r(1), r(1, 3)] | [r(2, 3), r(4)], 0.7 | [r(2, 3), r(4)], [0.7, -2.0] | [r(2, 3), r(4)], t(0.7)
_foreach_add _foreach_sub | [r(4), r(2, 1, 3)], [r(4), r(2, 1, 3)], alpha=2.5
_foreach_add | [r(4), r(2, 1, 3)], t(0.7), alpha=2.5
_foreach_maximum _foreach_minimum _foreach_clamp_max _foreach_clamp_min | [r(2, 3), r(2, 3)], [r(2, 3), r(2, 3)] | [r(2, 3), r(4)], 0.1 | [r(2, 3), r(4)], [0.1, -0.2]
_foreach_maximum _foreach_minimum | [t([1.0, NAN, 2.0]), r(4)], [t([NAN, 1.0, 3.0]), r(4)]
_foreach_pow | [p(2, 3), p(2, 3)], [r(2, 3), r(2, 3)] | [p(2, 3), p(4)], 1.5 | [p(2, 3), p(4)], [1.5, 2] | 2.5, [r(2, 3), r(4)]
_foreach_addcmul _foreach_addcdiv | [r(2, 3), r(2, 3)], [r(2, 3), r(2, 3)], [p(2, 3), p(2, 3)] | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], 0.5
_foreach_addcmul _foreach_addcdiv | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [0.5, -2.0] | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], t([0.5, -2.0])
_foreach_lerp | [r(2, 3), r(2, 3)], [r(2, 3), r(2, 3)], [p(2, 3), p(2, 3)] | [r(2, 3), r(4)], [r(2, 3), r(4)], 0.3 | [r(2, 3), r(4)], [r(2, 3), r(4)], [0.3, 0.8]
_foreach_norm | [r(2, 3), r(2, 3)] | [r(2, 3), r(4)], 1 | [r(2, 3), r(4)], INF | [r(2, 3).float(), r(4).float()], 2, torch.float64
_foreach_copy | [r(2, 3), r(2, 3)], [r(2, 3), r(2, 3)] | [r(2, 3), r(4)], [r(2, 3).float(), r(4).float()], True
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], weight_decay=0.1, momentum=0.9, lr=0.2, dampening=0.3, nesterov=False, maximize=False, is_first_step=False
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], weight_decay=0.0, momentum=0.9, lr=0.2, dampening=0.0, nesterov=True, maximize=True, is_first_step=False
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], weight_decay=0.1, momentum=0.9, lr=0.2, dampening=0.3, nesterov=False, maximize=False, is_first_step=True
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [], weight_decay=0.1, momentum=0.0, lr=0.2, dampening=0.0, nesterov=False, maximize=False, is_first_step=False
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], weight_decay=0.1, momentum=0.9, lr=0.2, dampening=0.3, nesterov=False, maximize=True, is_first_step=False, grad_scale=t(4.0).float(), found_inf=t(0.0).float()
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], weight_decay=0.1, momentum=0.9, lr=0.2, dampening=0.3, nesterov=False, maximize=False, is_first_step=False, grad_scale=t(4.0).float(), found_inf=t(1.0).float()
_fused_sgd | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], weight_decay=0.1, momentum=0.9, lr=t(0.2), dampening=0.3, nesterov=False, maximize=False, is_first_step=False
_fused_adagrad | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [t(3.0), t(3.0)], lr=0.2, lr_decay=0.1, weight_decay=0.0, eps=0.001, maximize=False
_fused_adagrad | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [t(3.0), t(3.0)], lr=0.2, lr_decay=0.1, weight_decay=0.3, eps=0.001, maximize=True, grad_scale=t(4.0).float(), found_inf=t(0.0).float()
_fused_adagrad | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [t(3.0), t(3.0)], lr=0.2, lr_decay=0.1, weight_decay=0.3, eps=0.001, maximize=False, grad_scale=t(4.0).float(), found_inf=t(1.0).float()
_fused_adagrad | [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [t(3.0), t(3.0)], lr=t(0.2), lr_decay=0.1, weight_decay=0.3, eps=0.001, maximize=False
_fused_adam _fused_adamw | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [], [t(3.0), t(3.0)], lr=0.2, beta1=0.8, beta2=0.95, weight_decay=0.0, eps=0.001, amsgrad=False, maximize=False
_fused_adam _fused_adamw | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [p(2, 3), p(4)], [t(3.0), t(5.0)], lr=0.2, beta1=0.8, beta2=0.95, weight_decay=0.3, eps=0.001, amsgrad=True, maximize=True
_fused_adam _fused_adamw | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [], [t(3.0), t(3.0)], lr=0.2, beta1=0.8, beta2=0.95, weight_decay=0.3, eps=0.001, amsgrad=False, maximize=True, grad_scale=t(4.0).float(), found_inf=t(0.0).float()
_fused_adam _fused_adamw | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [], [t(3.0), t(3.0)], lr=0.2, beta1=0.8, beta2=0.95, weight_decay=0.3, eps=0.001, amsgrad=False, maximize=False, grad_scale=t(4.0).float(), found_inf=t(1.0).float()
_fused_adam _fused_adamw | [r(2, 3), r(4)], [r(2, 3), r(4)], [r(2, 3), r(4)], [p(2, 3), p(4)], [], [t(3.0), t(3.0)], lr=t(0.2), beta1=0.8, beta2=0.95, weight_decay=0.3, eps=0.001, amsgrad=False, maximize=False
_fused_rms_norm | r(2, 3), [3], None, None | r(2, 3), [3], p(3), 0.1
_fused_sdp_choice | r(1, 2, 3, 4), r(1, 2, 3, 4), r(1, 2, 3, 4)
_amp_foreach_non_finite_check_and_unscale | [r(2, 3), r(4)], t(0.0).float(), t(0.25).float() | [r(2, 3), t([1.0, INF])], t(0.0).float(), t(0.25).float() | [t([NAN]), r(4)], t(0.0).float(), t(0.25).float()
_amp_update_scale | t(8.0).float(), ti(1).int(), t(0.0).float(), 2.0, 0.5, 3 | t(8.0).float(), ti(2).int(), t(0.0).float(), 2.0, 0.5, 3 | t(8.0).float(), ti(2).int(), t(1.0).float(), 2.0, 0.5, 3
"""
