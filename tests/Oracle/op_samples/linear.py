"""Arguments of linear algebra, of Fourier transforms, and of sparse tensors."""

TABLE = """
mm | r(2, 3), r(3, 4) | n(5, 2, 3), n(5, 3, 2)
bmm | r(2, 2, 3), r(2, 3, 2)
mv | r(2, 3), r(3)
dot vdot | r(3), r(3) | c(3), c(3)
inner | r(2, 3), r(4, 3) | r(3), r(3)
outer ger | r(2), r(3)
matmul linalg_matmul | r(2, 3), r(3, 4) | r(3), r(3) | r(2, 2, 3), r(3, 2) | r(2, 3), r(3)
chain_matmul linalg_multi_dot | [r(2, 3), r(3, 4), r(4, 2)]
addmm | r(2, 4), r(2, 3), r(3, 4) | r(2, 4), r(2, 3), r(3, 4), beta=0.5, alpha=2.0 | r(4), r(2, 3), r(3, 4)
addmv | r(2), r(2, 3), r(3) | r(2), r(2, 3), r(3), beta=0.5, alpha=2.0
addr | r(2, 3), r(2), r(3) | r(2, 3), r(2), r(3), beta=0.5, alpha=2.0
addbmm | r(2, 2), r(3, 2, 3), r(3, 3, 2) | r(2, 2), r(3, 2, 3), r(3, 3, 2), beta=0.5, alpha=2.0
baddbmm | r(3, 2, 2), r(3, 2, 3), r(3, 3, 2) | r(3, 2, 2), r(3, 2, 3), r(3, 3, 2), beta=0.5, alpha=2.0
kron | r(2, 2), r(2, 3)
tensordot | r(2, 3), r(3, 4), [1], [0] | r(2, 3), r(3, 2), [0, 1], [1, 0]
einsum | 'ij,jk->ik', [r(2, 3), r(3, 4)] | 'ii->i', [r(3, 3)] | 'ij,jk,kl->il', [r(2, 3), r(3, 2), r(2, 2)]
cross linalg_cross | r(2, 3), r(2, 3) | r(3, 2), r(3, 2), dim=0
cdist | r(3, 2), r(4, 2) | r(3, 2), r(4, 2), 1.0 | r(3, 2), r(4, 2), 2.0, 2
pdist | r(4, 3) | r(4, 3), 1.0
det linalg_det logdet slogdet linalg_slogdet | spd(3)
det linalg_det slogdet linalg_slogdet | r(2, 3, 3)
inverse linalg_inv linalg_inv_ex | spd(3) | r(2, 3, 3) | c(3, 3)
linalg_inv_ex linalg_cholesky_ex linalg_lu_factor_ex linalg_ldl_factor_ex | spd(3), check_errors=True
linalg_ldl_factor linalg_ldl_factor_ex | spd(3)
linalg_ldl_solve | ldl(3)[0], ldl(3)[1], r(3, 2)
cholesky linalg_cholesky linalg_cholesky_ex | spd(3)
cholesky | spd(3), True
linalg_cholesky linalg_cholesky_ex | spd(3), upper=True
cholesky_inverse | torch.linalg.cholesky(spd(3)) | torch.linalg.cholesky(spd(3)).t().contiguous(), True
cholesky_solve | r(3, 2), torch.linalg.cholesky(spd(3))
linalg_lu linalg_lu_factor linalg_lu_factor_ex | r(3, 3) | r(4, 3)
linalg_lu_solve | lu(3)[0], lu(3)[1], r(3, 2) | lu(3)[0], lu(3)[1], r(2, 3), left=False | lu(3)[0], lu(3)[1], r(3, 2), adjoint=True
lu_solve | r(3, 2), lu(3)[0], lu(3)[1]
lu_unpack | lu(3)[0], lu(3)[1] | lu(3)[0], lu(3)[1], True, False
linalg_qr | r(4, 3) | r(3, 3), 'r' | r(4, 3), 'complete'
qr | r(4, 3) | r(4, 3), False
geqrf | r(4, 3)
orgqr linalg_householder_product | qrf(4, 3)[0], qrf(4, 3)[1]
ormqr | qrf(4, 3)[0], qrf(4, 3)[1], r(4, 2) | qrf(4, 3)[0], qrf(4, 3)[1], r(2, 4), False, True
linalg_eig linalg_eigvals | r(3, 3)
linalg_eigh linalg_eigvalsh | spd(3) | spd(3), 'U'
svd | r(3, 2) | r(2, 3), False
linalg_svd | r(3, 2) | r(3, 2), False
linalg_svdvals | r(3, 2)
linalg_cond | spd(3) | spd(3), 1 | spd(3), 'fro'
linalg_matrix_exp matrix_exp | r(3, 3)
linalg_matrix_norm | r(2, 3), 1 | r(2, 3) | r(2, 3), 'nuc' | r(2, 3), 2, [0, 1], True
linalg_vector_norm | r(2, 3) | r(2, 3), 1 | r(2, 3), INF, [1], True | r(2, 3), 3, None, False, dtype=torch.float64
linalg_norm | r(2, 3) | r(2, 3), 1 | r(2, 3), 'fro' | r(2, 3), 2, [1], True | r(2, 3), 'nuc', [0, 1]
linalg_matrix_power matrix_power | r(3, 3), 3 | spd(3), -2 | r(3, 3), 0
linalg_matrix_rank | r(3, 2) | r(3, 2), 0.1 | r(3, 2), atol=0.1, rtol=0.2 | r(3, 2), t(0.1) | r(3, 2), atol=t(0.1) | spd(3), 0.1, True
linalg_pinv | r(3, 2) | r(3, 2), 0.1 | r(3, 2), atol=0.01, rtol=0.02 | r(3, 2), t(0.01) | r(3, 2), atol=t(0.01) | spd(3), 0.01, True
pinverse | r(3, 2) | r(3, 2), 0.01
linalg_lstsq | r(4, 2), r(4, 3) | r(4, 2), r(4, 3), driver='gelsd' | r(4, 2), r(4, 3), 0.01, driver='gelss' | r(4, 2), r(4, 3), driver='gelsy'
linalg_solve linalg_solve_ex | r(3, 3), r(3, 2) | r(3, 3), r(3) | r(3, 3), r(2, 3), left=False
linalg_solve_triangular | r(3, 3) + 3 * eye(3), r(3, 2), upper=True | r(3, 3) + 3 * eye(3), r(2, 3), upper=False, left=False, unitriangular=True
triangular_solve | r(3, 2), r(3, 3) + 3 * eye(3) | r(3, 2), r(3, 3) + 3 * eye(3), False, True, True
linalg_tensorinv | r(2, 3, 6) | r(6, 2, 3), 1
linalg_tensorsolve | r(2, 3, 6), r(2, 3)
linalg_vecdot | r(2, 3), r(2, 3) | c(2, 3), c(2, 3), dim=0
fft_fft fft_ifft fft_hfft fft_irfft | c(2, 4) | c(2, 4), 5, 0, 'ortho' | c(4), 6, -1, 'forward'
fft_rfft fft_ihfft | r(2, 4) | r(2, 4), 5, 0, 'ortho'
fft_fft2 fft_ifft2 fft_hfft2 fft_irfft2 fft_fftn fft_ifftn fft_hfftn fft_irfftn | c(2, 4) | c(2, 3, 4), [4, 2], [0, 1], 'ortho'
fft_rfft2 fft_ihfft2 fft_rfftn fft_ihfftn | r(2, 4) | r(2, 3, 4), [4, 2], [0, 1], 'ortho'
fft_fftshift fft_ifftshift | r(2, 5) | r(2, 5), [1]
fft_fftfreq fft_rfftfreq | 5 | 6, 0.5
stft | r(16), 4, return_complex=True | r(16), 4, 2, 4, p(4), False, True, True | r(16), 4, 2, 4, p(4), True, 'reflect', True, True, True | r(16), 4, 2, 4, p(4), return_complex=False
istft | c(5, 6), 8 | c(5, 6), 8, 2, 8, p(8) + 0.5, True, False, True, 10
sparse_coo_tensor | ti([[0, 1], [1, 2]]), r(2), [3, 3] | ti([[0, 1], [1, 2]]), r(2) | [3, 3], dtype=torch.float64, layout=COO, device=CPU
sparse_csr_tensor | ti([0, 1, 2]), ti([1, 0]), r(2), [2, 3], dtype=torch.float64 | ti([0, 1, 2]), ti([1, 0]), r(2), dtype=torch.float64
sparse_csc_tensor | ti([0, 1, 2]), ti([1, 0]), r(2), [3, 2], dtype=torch.float64 | ti([0, 1, 2]), ti([1, 0]), r(2), dtype=torch.float64
sparse_bsr_tensor | ti([0, 1]), ti([1]), r(1, 2, 2), [2, 4], dtype=torch.float64 | ti([0, 1]), ti([1]), r(1, 2, 2), dtype=torch.float64
sparse_bsc_tensor | ti([0, 1]), ti([1]), r(1, 2, 2), [4, 2], dtype=torch.float64 | ti([0, 1]), ti([1]), r(1, 2, 2), dtype=torch.float64
sparse_compressed_tensor | ti([0, 1, 2]), ti([1, 0]), r(2), [2, 3], dtype=torch.float64, layout=CSR | ti([0, 1, 2]), ti([1, 0]), r(2), dtype=torch.float64, layout=CSR
to_sparse | r(3, 3) * b(3, 3) | r(3, 3) * b(3, 3), 1 | r(3, 3) * b(3, 3), layout=CSR
to_sparse_csr to_sparse_csc | r(3, 3) * b(3, 3)
to_sparse_bsr to_sparse_bsc | r(4, 4), [2, 2]
to_dense | sp(r(3, 3)) | csr(r(3, 3)) | r(2, 3), torch.float32
native_norm | sp(r(3, 3)) | sp(r(3, 3)), 2, [0, 1], False, None
coalesce | sp(r(3, 3))
indices values | sp(r(3, 3))
crow_indices col_indices values | csr(r(3, 3))
ccol_indices row_indices | csc(r(3, 3))
sparse_mask | r(3, 3), sp(r(3, 3))
sparse_resize sparse_resize_and_clear | sp(z(2, 2)), [3, 3], 2, 0
resize_as_sparse | sp(z(2, 2)), sp(z(3, 3))
copy_sparse_to_sparse | sp(z(3, 3)), sp(r(3, 3))
sparse_sampled_addmm | csr(r(3, 3)), r(3, 2), r(2, 3) | csr(r(3, 3)), r(3, 2), r(2, 3), beta=0.5, alpha=2.0
smm | sp(r(3, 3)), r(3, 2)
hspmm | sp(r(3, 3)), r(3, 2)
sspaddmm | sp(r(3, 3)), sp(r(3, 3)), r(3, 3)
"""
