"""RNN, LSTM, GRU and MultiheadAttention: outputs, states and gradients for every constructor option."""

import torch

from fixture import seed
from modules import check, layer, rand

STEPS, BATCH, INPUT, HIDDEN = 3, 2, 3, 4


def initial_states(kind, args, batched):
    """h0 (and c0) for the arguments, shaped as PyTorch wants them."""
    rows = args.get("num_layers", 1) * (2 if args.get("bidirectional") else 1)
    batch = (BATCH,) if batched else ()
    hidden = {"hidden": rand(rows, *batch, args.get("proj_size") or HIDDEN)}
    if kind == "LSTM":
        hidden["cell"] = rand(rows, *batch, HIDDEN)
    return hidden


def recurrent(kind):
    outputs = ("output", "hiddenOut", "cellOut")[:3 if kind == "LSTM" else 2]

    def call(module, input, *states):
        given = None if not states else states if kind == "LSTM" else states[0]
        output, last = module(input, given)
        return (output, *last) if kind == "LSTM" else (output, last)

    with layer(kind) as f:
        def run(name, states=True, batched=True, **args):
            full = dict(input_size=INPUT, hidden_size=HIDDEN, **args)

            def inputs():
                if not batched:
                    shape = (STEPS, INPUT)
                else:
                    shape = (BATCH, STEPS, INPUT) if args.get("batch_first") else (STEPS, BATCH, INPUT)
                made = {"input": rand(*shape)}
                if states:
                    made.update(initial_states(kind, args, batched))
                return made
            check(f, name, full, inputs, outputs=outputs, call=call)

        run("plain")
        run("zero_state", states=False)
        run("no_bias", bias=False)
        run("layers", num_layers=2)
        run("bidirectional", bidirectional=True)
        run("layers_bidirectional_batch_first", num_layers=2, bidirectional=True, batch_first=True)
        run("batch_first", batch_first=True)
        run("unbatched", batched=False)
        run("unbatched_zero_state_bidirectional", batched=False, states=False, bidirectional=True)
        run("everything", num_layers=2, bidirectional=True, batch_first=True, bias=False, states=False)
        if kind == "RNN":
            run("relu", nonlinearity="relu")
            run("relu_layers", nonlinearity="relu", num_layers=2, bidirectional=True)
        if kind == "LSTM":
            run("proj_size", proj_size=2)
            run("proj_size_layers_bidirectional", proj_size=2, num_layers=2, bidirectional=True)


def attention():
    """Inputs are query, key, value; masks and flags stand in ``options``, as keyword arguments of the call."""
    with layer("MultiheadAttention") as f:
        def run(name, same=False, batch=(2,), kdim=None, vdim=None, options=None, **args):
            full = dict(embed_dim=4, num_heads=2, **args)
            if kdim:
                full.update(kdim=kdim, vdim=vdim)

            def shape(steps, width):
                return (*batch, steps, width) if args.get("batch_first") or not batch else (steps, *batch, width)

            def inputs():
                query = rand(*shape(3, 4))
                if same:
                    return {"query": query, "key": query.clone(), "value": query.clone()}
                return {"query": query, "key": rand(*shape(5, kdim or 4)), "value": rand(*shape(5, vdim or 4))}

            def call(module, *tensors):
                cast = {k: v.to(tensors[0].dtype) if torch.is_tensor(v) and v.is_floating_point() else v
                        for k, v in (options or {}).items()}
                return module(*tensors, **cast)
            check(f, name, full, inputs, outputs=("output", "weights"), call=call, options=options)

        causal = torch.ones(3, 5).triu(1).bool()
        padding = torch.tensor([[False, False, False, True, True], [False, False, False, False, True]])
        seed("attention mask")
        run("plain")
        run("self_attention", same=True)
        run("batch_first", batch_first=True)
        run("unbatched", batch=())
        run("no_bias", bias=False)
        run("kdim_vdim", kdim=3, vdim=5)
        run("bias_kv", add_bias_kv=True)
        run("zero_attn", add_zero_attn=True)
        run("no_weights", options=dict(need_weights=False))
        run("weights_of_each_head", options=dict(average_attn_weights=False))
        run("bool_mask", options=dict(attn_mask=causal))
        run("float_mask", options=dict(attn_mask=torch.randn(3, 5)))
        run("mask_of_each_head", options=dict(attn_mask=torch.rand(4, 3, 5) > 0.7))
        run("key_padding_mask", options=dict(key_padding_mask=padding))
        run("both_masks", options=dict(attn_mask=causal, key_padding_mask=padding), batch_first=True)
        run("masked_no_weights", options=dict(attn_mask=causal, need_weights=False))


if __name__ == "__main__":
    for kind in ("RNN", "LSTM", "GRU"):
        recurrent(kind)
    attention()
