"""torch.func: what the functorch of PyTorch 1.13 gives for functions that FuncOracleTests has, too."""

import torch
from functorch import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp, vmap

from fixture import Fixture, seed


def rand(*shape):
    return torch.randn(shape, dtype=torch.float64)


def curved(x):
    return (x.sin() * x.exp()).sum()


def mixed(x, y):
    return torch.tanh(x @ y).square().sum()


def waves(x, y):
    return torch.sin(x @ y)


def several(x):
    return torch.stack([x[0] * x[1], x[1].exp(), (x * x).sum()])


def attention(q, k):
    return torch.softmax(q @ k.transpose(-1, -2), -1) @ k


def layer(weight, bias, x):
    return torch.nn.functional.gelu(torch.nn.functional.linear(x, weight, bias))


def loss(weight, bias, x, target):
    return torch.nn.functional.cross_entropy(layer(weight, bias, x).unsqueeze(0), target.unsqueeze(0))


def write(file, name, inputs, compute):
    seed(name)
    given = inputs()
    result = compute(*given.values())
    result = result if isinstance(result, (tuple, list)) else [result]
    file.case(name, inputs=given, outputs={"out%d" % i: value for i, value in enumerate(result)})


vector = lambda: {"x": rand(3)}
pair = lambda: {"x": rand(2, 3), "y": rand(3, 2)}
batch = lambda: {"x": rand(4, 3)}
direction = lambda: {"x": rand(3), "t": rand(3)}
samples = lambda: {"weight": rand(3, 4), "bias": rand(3), "x": rand(5, 4), "target": torch.randint(3, (5,))}

with Fixture("func", "Transforms", "func") as file:
    write(file, "grad", vector, grad(curved))
    write(file, "grad_argnums", pair, grad(mixed, argnums=1))
    write(file, "grad_both", pair, grad(mixed, argnums=(0, 1)))
    write(file, "grad_of_grad", vector, lambda x: grad(lambda y: grad(curved)(y).square().sum())(x))
    write(file, "grad_and_value", vector, grad_and_value(curved))
    write(file, "vjp", direction, lambda x, t: vjp(several, x)[1](t))
    write(file, "jvp", direction, lambda x, t: jvp(several, (x,), (t,)))
    write(file, "jacrev", vector, jacrev(several))
    write(file, "jacfwd", vector, jacfwd(several))
    write(file, "jacrev_argnums", pair, jacrev(waves, argnums=1))
    write(file, "jacfwd_argnums", pair, jacfwd(waves, argnums=1))
    write(file, "jacrev_of_jacrev", vector, jacrev(jacrev(several)))
    write(file, "jacfwd_of_jacfwd", vector, jacfwd(jacfwd(several)))
    write(file, "hessian", vector, hessian(curved))
    write(file, "hessian_of_vector", vector, hessian(several))
    write(file, "vmap", batch, vmap(several))
    write(file, "vmap_dims", lambda: {"x": rand(3, 4), "y": rand(2, 3, 3)},
          vmap(lambda x, y: y @ x, in_dims=(1, None), out_dims=1))
    write(file, "vmap_of_vmap", lambda: {"q": rand(2, 3, 4, 5), "k": rand(2, 3, 6, 5)}, vmap(vmap(attention)))
    write(file, "vmap_of_grad", batch, vmap(grad(curved)))
    write(file, "vmap_of_hessian", batch, vmap(hessian(curved)))
    write(file, "grad_of_vmap", batch, grad(lambda x: vmap(several)(x).sin().sum()))
    write(file, "per_sample_gradients", samples, vmap(grad(loss, argnums=(0, 1)), in_dims=(None, None, 0, 0)))
    write(file, "jvp_of_vjp", direction, lambda x, t: jvp(lambda y: vjp(several, y)[1](t)[0], (x,), (t,))[1])
