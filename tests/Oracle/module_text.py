"""What modules look like: printed text, names and order of the state, and the numbers they start with at a seed."""

from collections import OrderedDict

import torch
from torch import nn

from fixture import Fixture, arguments

INITIAL = [
    ("Linear", dict(in_features=5, out_features=3)),
    ("Linear", dict(in_features=20, out_features=10, bias=False)),
    ("Conv1d", dict(in_channels=4, out_channels=2, kernel_size=3)),
    ("Conv2d", dict(in_channels=3, out_channels=4, kernel_size=3)),
    ("Conv2d", dict(in_channels=4, out_channels=4, kernel_size=[1, 2], groups=2)),
    ("Conv3d", dict(in_channels=1, out_channels=2, kernel_size=2)),
    ("Embedding", dict(num_embeddings=3, embedding_dim=4)),
    ("Embedding", dict(num_embeddings=10, embedding_dim=4, padding_idx=2)),
    ("RNN", dict(input_size=3, hidden_size=2, num_layers=2, bidirectional=True)),
    ("LSTM", dict(input_size=3, hidden_size=2, num_layers=2)),
    ("LSTM", dict(input_size=3, hidden_size=4, proj_size=2)),
    ("GRU", dict(input_size=3, hidden_size=2, bias=False)),
    ("MultiheadAttention", dict(embed_dim=4, num_heads=2)),
    ("MultiheadAttention", dict(embed_dim=4, num_heads=2, kdim=3, vdim=5, add_bias_kv=True)),
    ("BatchNorm2d", dict(num_features=3)),
    ("LayerNorm", dict(normalized_shape=[2, 3])),
    ("PReLU", dict(num_parameters=2)),
]

PRINTED = [
    ("Linear", dict(in_features=5, out_features=3)),
    ("Linear", dict(in_features=5, out_features=3, bias=False)),
    ("Conv1d", dict(in_channels=4, out_channels=2, kernel_size=3)),
    ("Conv2d", dict(in_channels=3, out_channels=4, kernel_size=3, stride=2, padding=1)),
    ("Conv2d", dict(in_channels=4, out_channels=4, kernel_size=[3, 1], dilation=[2, 1], groups=2, bias=False)),
    ("Conv2d", dict(in_channels=4, out_channels=4, kernel_size=3, padding="same", padding_mode="reflect")),
    ("Conv3d", dict(in_channels=1, out_channels=2, kernel_size=2)),
    ("BatchNorm1d", dict(num_features=3)),
    ("BatchNorm2d", dict(num_features=3, eps=0.001, momentum=None, affine=False)),
    ("BatchNorm3d", dict(num_features=3, track_running_stats=False)),
    ("LayerNorm", dict(normalized_shape=4)),
    ("LayerNorm", dict(normalized_shape=[2, 3], eps=0.001, elementwise_affine=False)),
    ("MaxPool1d", dict(kernel_size=2)),
    ("MaxPool2d", dict(kernel_size=3, stride=2, padding=1, ceil_mode=True)),
    ("MaxPool3d", dict(kernel_size=[3, 2, 2], stride=[2, 1, 2])),
    ("AvgPool1d", dict(kernel_size=2)),
    ("AvgPool2d", dict(kernel_size=2)),
    ("AvgPool3d", dict(kernel_size=[3, 2, 2], stride=2)),
    ("AdaptiveAvgPool1d", dict(output_size=2)),
    ("AdaptiveAvgPool2d", dict(output_size=1)),
    ("AdaptiveAvgPool2d", dict(output_size=[2, 3])),
    ("AdaptiveMaxPool2d", dict(output_size=2)),
    ("Dropout", dict()),
    ("Dropout2d", dict(p=0.1)),
    ("Flatten", dict()),
    ("Flatten", dict(start_dim=0, end_dim=2)),
    ("Identity", dict()),
    ("Embedding", dict(num_embeddings=10, embedding_dim=3)),
    ("Embedding", dict(num_embeddings=10, embedding_dim=3, padding_idx=1, max_norm=2.0)),
    ("RNN", dict(input_size=3, hidden_size=2)),
    ("RNN", dict(input_size=3, hidden_size=2, num_layers=2, dropout=0.5)),
    ("LSTM", dict(input_size=3, hidden_size=4, num_layers=2, batch_first=True, bidirectional=True)),
    ("LSTM", dict(input_size=3, hidden_size=4, proj_size=2)),
    ("GRU", dict(input_size=3, hidden_size=2, bias=False)),
    ("MultiheadAttention", dict(embed_dim=4, num_heads=2)),
    ("ReLU", dict()), ("ReLU6", dict()), ("LeakyReLU", dict()), ("LeakyReLU", dict(negative_slope=0.2)),
    ("ELU", dict()), ("CELU", dict()), ("SELU", dict()), ("GELU", dict()), ("GELU", dict(approximate="tanh")),
    ("SiLU", dict()), ("Mish", dict()), ("Sigmoid", dict()), ("LogSigmoid", dict()), ("Tanh", dict()), ("Tanhshrink", dict()),
    ("Hardtanh", dict()), ("Hardsigmoid", dict()), ("Hardswish", dict()), ("Hardshrink", dict()), ("Softshrink", dict()),
    ("Softsign", dict()), ("Threshold", dict(threshold=0.1, value=20.0)), ("PReLU", dict()), ("RReLU", dict()),
    ("GLU", dict()), ("Softmax", dict(dim=1)), ("LogSoftmax", dict(dim=-1)), ("Softmin", dict(dim=0)), ("Softmax2d", dict()),
    ("MSELoss", dict()), ("CrossEntropyLoss", dict()), ("HuberLoss", dict()),
]


def build(cls, args):
    return getattr(nn, cls)(**{k: tuple(v) if isinstance(v, list) else v for k, v in args.items()})


def initial_states():
    with Fixture("modules", "InitialState", "module_text") as f:
        for index, (cls, args) in enumerate(INITIAL):
            torch.manual_seed(index)
            module = build(cls, args)
            f.case("%s_%d" % (cls, index), module=cls, args=arguments(args), seed=index, state=dict(module.state_dict()))


def printed():
    with Fixture("modules", "Printed", "module_text") as f:
        for index, (cls, args) in enumerate(PRINTED):
            f.case("%s_%d" % (cls, index), module=cls, args=arguments(args), text=repr(build(cls, args)))


def nested():
    """Containers: their text and the keys of their state, in order."""
    def block(cin, cout):
        return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU())

    named = nn.Sequential(OrderedDict([("features", nn.Sequential(block(1, 2), block(2, 4), nn.MaxPool2d(2))),
                                       ("flatten", nn.Flatten()), ("head", nn.Linear(8, 3))]))
    containers = {
        "empty_sequential": nn.Sequential(),
        "sequential": nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Dropout(0.2), nn.Linear(3, 1)),
        "nested_sequential": named,
        "module_list": nn.ModuleList([nn.Linear(2, 3), nn.Sequential(nn.Tanh(), nn.Linear(3, 2))]),
        "module_dict": nn.ModuleDict({"left": nn.Linear(2, 3), "right": nn.Identity()}),
        "lstm_and_attention": nn.ModuleList([nn.LSTM(3, 2, num_layers=2, bidirectional=True), nn.MultiheadAttention(4, 2)]),
    }
    with Fixture("modules", "Containers", "module_text") as f:
        for name, module in containers.items():
            f.case(name, text=repr(module), keys=list(module.state_dict().keys()),
                   parameters=[k for k, _ in module.named_parameters()], buffers=[k for k, _ in module.named_buffers()],
                   modules=[k for k, _ in module.named_modules()])


if __name__ == "__main__":
    initial_states()
    printed()
    nested()
