"""Arguments of operators that work element by element, and of what makes tensors from numbers.

A line is ``names | arguments | arguments``; ``op_samples`` explains the letters.
"""

TABLE = """
abs absolute neg negative exp exp2 expm1 sin cos tan sinh cosh tanh arctan atan asinh arcsinh sigmoid relu relu6 selu erf erfc floor ceil | r(2, 3)
round trunc fix frac sign sgn square reciprocal deg2rad rad2deg hardsigmoid hardswish mish silu log_sigmoid sinc i0 isreal signbit positive | r(2, 3)
special_bessel_j0 special_bessel_j1 special_digamma special_entr special_erf special_erfc special_erfcx special_exp2 special_expit special_expm1 | r(2, 3)
special_i0 special_i0e special_i1 special_i1e special_log_ndtr special_modified_bessel_i0 special_modified_bessel_i1 special_ndtr special_psi | r(2, 3)
special_sinc special_gammaln special_airy_ai special_spherical_bessel_j0 digamma lgamma | r(2, 3)
special_bessel_y0 special_bessel_y1 special_modified_bessel_k0 special_modified_bessel_k1 special_scaled_modified_bessel_k0 special_scaled_modified_bessel_k1 | p(2, 3)
special_log1p log log2 log10 log1p sqrt rsqrt | p(2, 3)
acosh arccosh | p(2, 3) + 1
acos arccos asin arcsin atanh arctanh erfinv special_erfinv | u(2, 3)
special_ndtri | p(2, 3) / 2
angle conj conj_physical real imag resolve_conj resolve_neg is_conj is_neg is_complex is_floating_point is_signed | c(2, 3) | r(2, 3)
isfinite isinf isnan isneginf isposinf nan_to_num | t([0.5, -2.0, NAN, INF, -INF]) | r(2, 3)
nan_to_num | t([0.5, NAN, INF, -INF]), 1.5, 2.5, -3.5
logical_not bitwise_not | b(2, 3) | n(5, 2, 3)
zero detach clone contiguous alias data lift lift_fresh ravel is_nonzero is_inference is_leaf is_distributed is_pinned | r(2, 3) | r(1)
retains_grad output_nr is_coalesced | r(2, 3)
is_coalesced | sp(r(3, 3))
clone | r(2, 3), memory_format=CONTIGUOUS | r(2, 3), memory_format=PRESERVE
contiguous | r(2, 2, 3, 3), memory_format=CHANNELS_LAST
chalf | r(2, 3)
isclose allclose equal is_same_size | r(2, 3), r(2, 3) | t([1.0, NAN, 3.0]), t([1.0, NAN, 3.0])
isclose allclose | t([1.0, NAN, 3.0]), t([1.0, NAN, 3.1]), 0.1, 0.01, True
is_set_to | r(2, 3), r(2, 3)
add sub subtract rsub | r(2, 3), r(2, 3) | r(2, 3), r(2, 3), alpha=2.5 | r(2, 3), 2.5 | r(2, 3), 2.5, 0.5 | n(9, 2, 3), 2
mul multiply div divide true_divide fmod remainder copysign | r(2, 3), r(2, 3) | r(2, 3), 0.7 | n(9, 2, 3), 2
floor_divide | r(2, 3), r(2, 3) | r(2, 3), 0.7 | n(9, 2, 3), n(3, 2, 3) + 1
remainder | 2.5, r(2, 3)
div divide | r(2, 3), r(2, 3), rounding_mode='floor' | r(2, 3), r(2, 3), rounding_mode='trunc' | r(2, 3), 0.7, rounding_mode='floor' | r(2, 3), 0.7, rounding_mode=None | r(2, 3), r(2, 3), rounding_mode=None
atan2 arctan2 fmax fmin hypot maximum minimum logaddexp logaddexp2 nextafter heaviside | r(2, 3), r(2, 3)
max min | r(2, 3), r(2, 3)
pow | p(2, 3), r(2, 3) | p(2, 3), 1.5 | 1.5, r(2, 3) | n(4, 2, 3), 2 | r(2, 3), 2
float_power | p(2, 3), r(2, 3) | p(2, 3), 1.5 | 1.5, r(2, 3) | n(4, 2, 3), 2
ldexp | r(2, 3), n(4, 2, 3)
gcd lcm | n(30, 2, 3), n(12, 2, 3) + 1
eq ne not_equal lt less le less_equal gt greater ge greater_equal | n(3, 2, 3), n(3, 2, 3) | r(2, 3), r(2, 3) | r(2, 3), 0.5 | n(3, 2, 3), 1
logical_and logical_or logical_xor | b(2, 3), b(2, 3) | n(2, 2, 3), r(2, 3)
bitwise_and bitwise_or bitwise_xor | n(30, 2, 3), n(30, 2, 3) | n(30, 2, 3), 6 | 6, n(30, 2, 3) | b(2, 3), b(2, 3)
bitwise_left_shift bitwise_right_shift | n(30, 2, 3), n(4, 2, 3) | n(30, 2, 3), 2 | 60, n(4, 2, 3)
xlogy special_xlogy special_xlog1py | r(2, 3), p(2, 3) | r(2, 3), 1.5 | 1.5, p(2, 3)
special_zeta | p(2, 3) + 1.1, p(2, 3) | p(2, 3) + 1.1, 1.5 | 2.5, p(2, 3)
igamma igammac special_gammainc special_gammaincc | p(2, 3), p(2, 3)
special_chebyshev_polynomial_t special_chebyshev_polynomial_u special_chebyshev_polynomial_v special_chebyshev_polynomial_w | u(2, 3), n(5, 2, 3) | u(2, 3), 3 | 0.3, n(5, 2, 3)
special_shifted_chebyshev_polynomial_t special_shifted_chebyshev_polynomial_u special_shifted_chebyshev_polynomial_v special_shifted_chebyshev_polynomial_w | p(2, 3) / 2, n(5, 2, 3) | p(2, 3) / 2, 3 | 0.3, n(5, 2, 3)
special_hermite_polynomial_h special_hermite_polynomial_he special_laguerre_polynomial_l special_legendre_polynomial_p | u(2, 3), n(5, 2, 3) | u(2, 3), 3 | 0.3, n(5, 2, 3)
polygamma special_polygamma | 1, p(2, 3) | 0, p(2, 3)
polygamma_ | p(2, 3), 1
mvlgamma special_multigammaln | p(2, 3) + 2, 2
logit special_logit | p(2, 3) / 2 | r(2, 3), 0.1
round special_round | r(2, 3), decimals=1
frexp | r(2, 3)
clamp clip | r(2, 3), -0.5, 0.5 | r(2, 3), None, 0.1 | r(2, 3), r(2, 3) - 1, r(2, 3) + 1 | r(2, 3), r(2, 3), None
clamp_max clamp_min | r(2, 3), 0.1 | r(2, 3), r(2, 3)
lerp | r(2, 3), r(2, 3), 0.3 | r(2, 3), r(2, 3), p(2, 3)
addcmul addcdiv | r(2, 3), r(2, 3), p(2, 3) | r(2, 3), r(2, 3), p(2, 3), value=0.5
where | b(2, 3), r(2, 3), r(2, 3) | b(2, 3) | b(2, 3), 1.5, 2.5 | b(2, 3), r(2, 3), 2.5 | b(2, 3), 1.5, r(2, 3)
celu | r(2, 3) | r(2, 3), 0.7
elu | r(2, 3) | r(2, 3), 0.7, 1.3, 0.9
gelu | r(2, 3) | r(2, 3), approximate='tanh'
hardshrink softshrink | r(2, 3) | r(2, 3), 0.3
hardtanh | r(2, 3) | r(2, 3), -0.3, 0.6
leaky_relu | r(2, 3) | r(2, 3), 0.2
softplus | r(2, 3) | r(2, 3), 2.0, 0.5
threshold | r(2, 3), 0.1, 0.7
rrelu | r(2, 3) | r(2, 3), 0.1, 0.3, True
rrelu_with_noise | r(2, 3), z(2, 3) | r(2, 3), z(2, 3), 0.1, 0.3, True
rrelu_with_noise_functional | r(2, 3), z(2, 3)
prelu | r(2, 3), p(1) | r(2, 3), p(3)
glu | r(2, 4) | r(2, 4), 0
glu_jvp | r(2, 2), r(2, 4), r(2, 4), 1
log_sigmoid_forward | r(2, 3)
complex | r(2, 3), r(2, 3)
polar | p(2, 3), r(2, 3)
fill | r(2, 3), 2.5 | r(2, 3), t(1.5)
copy | r(2, 3), r(2, 3) | r(2, 3), r(1, 3)
type_as | r(2, 3), n(3, 2, 3)
to | r(2, 3), torch.float32 | r(2, 3), n(3, 2, 3) | r(2, 3), CPU, torch.float32, False, True | r(2, 3), dtype=torch.float32, layout=STRIDED, device=CPU, pin_memory=False, non_blocking=False, copy=True
can_cast | torch.float32, torch.int64 | torch.int64, torch.float32
promote_types | torch.float32, torch.int64 | torch.uint8, torch.int8
result_type | r(2, 3), n(3, 2, 3) | n(3, 2, 3), 1.5 | 1.5, n(3, 2, 3) | 1, 2.5
item | r(1) | n(9, 1) | t(True) | c(1)
bernoulli | p(2, 3) / 2 | r(2, 3), 0.3 | r(2, 3), p(2, 3) / 2 | p(2, 3) / 2, generator=Seed(3) | r(2, 3), 0.3, generator=Seed(3)
bernoulli_.float | r(2, 3), 0.3 | r(2, 3)
cauchy exponential uniform log_normal random normal_functional | r(2, 3) | r(2, 3), generator=Seed(3)
cauchy uniform normal_functional | r(2, 3), 0.5, 1.5
log_normal | r(2, 3), 0.5, 0.3
exponential | r(2, 3), 1.5
geometric | r(2, 3), 0.3
random | n(9, 2, 3), 3, 9 | n(9, 2, 3), 9
normal | r(2, 3), 0.5 | 0.5, p(2, 3) | r(2, 3), p(2, 3) | 0.5, 1.5, [2, 3] | r(2, 3), 0.5, generator=Seed(3)
normal_ | r(2, 3) | r(2, 3), 0.5, 1.5
poisson | p(2, 3) * 3
binomial | t([3.0, 9.0]), t([0.3, 0.5])
multinomial | p(2, 5), 2 | p(2, 5), 6, True | p(5), 3
dropout native_dropout alpha_dropout feature_alpha_dropout feature_dropout | r(2, 3, 4), 0.4, True | r(2, 3, 4), 0.4, False
dropout_ alpha_dropout_ feature_alpha_dropout_ feature_dropout_ | r(2, 3, 4), 0.4, True | r(2, 3, 4), 0.4, False
rand randn | [2, 3] | [2, 3], dtype=torch.float64 | [2, 3], generator=Seed(3)
randint | 9, [2, 3] | 3, 9, [2, 3] | 9, [2, 3], generator=Seed(3) | 3, 9, [2, 3], generator=Seed(3)
randperm | 6 | 6, generator=Seed(3)
rand_like randn_like | r(2, 3) | r(2, 3), dtype=torch.float32 | r(2, 3), generator=Seed(3)
randint_like | r(2, 3), 9 | r(2, 3), 3, 9 | r(2, 3), 9, generator=Seed(3) | r(2, 3), 3, 9, generator=Seed(3) | r(2, 3), ti(9) | r(2, 3), ti(9), generator=Seed(3)
empty zeros ones | [2, 3] | [2, 3], dtype=torch.int64, device=CPU | [0, 3]
empty_strided | [2, 3], [3, 1] | [2, 3], [1, 2], dtype=torch.float64
empty_permuted | [2, 3, 4], [0, 2, 1]
empty_like zeros_like ones_like | r(2, 3) | r(2, 3), dtype=torch.int64
full | [2, 3], 1.5 | [2], 3 | [], 1.5, dtype=torch.float64
full_like | r(2, 3), 1.5 | r(2, 3), 3, dtype=torch.int64
new_empty new_zeros new_ones | r(2, 3), [4] | r(2, 3), [4], dtype=torch.int64
new_empty_strided | r(2, 3), [2, 2], [1, 2]
new_full | r(2, 3), [4], 1.5
scalar_tensor | 1.5 | 3
eye | 3 | 2, 3 | 3, dtype=torch.int64
arange | 5 | 1, 6 | 1, 6, 2 | 0.5, 2.5, 0.5 | 5.0, dtype=torch.float32
range | 1, 5 | 1, 5, 2 | 0.5, 2.5, 0.5
linspace | 0, 1, 5 | 0.5, 2.5, 4, dtype=torch.float64 | t(0.5), t(2.5), 4 | 0.5, t(2.5), 4 | t(0.5), 2.5, 4
logspace | 0, 1, 5 | 0.5, 2.5, 4, 2.0, dtype=torch.float64 | t(0.5), t(2.5), 4 | 0.5, t(2.5), 4 | t(0.5), 2.5, 4
bartlett_window blackman_window hann_window hamming_window kaiser_window | 6 | 6, False | 6, dtype=torch.float64
hamming_window | 6, True, 0.6 | 6, True, 0.6, 0.3
kaiser_window | 6, True, 8.0
tril_indices triu_indices | 3, 4 | 3, 4, 1
is_vulkan_available |
"""
