"""How PyTorch's profiler sums up and prints events. The events are given, since times are never the same twice.

The tables of memory are not here: PyTorch 1.13 writes their units in another way than later ones.
"""

from torch.autograd.profiler_util import EventList, FunctionEvent

from fixture import Fixture, camel

FUNCTION, BACKWARD, USER = 0, 1, 7

# name, thread, start, end, parent, and what else there is
EVENTS = [
    ("step", 1, 0.0, 2_500_000.5, None, dict(scope=USER)),
    ("aten::linear", 1, 10.0, 110.25, 0, dict(sequence_nr=3, input_shapes=[[2, 3], [4, 3], [4]], stack=["model.py(12): forward", "main.py(3): main"])),
    ("aten::t", 1, 12.0, 20.0, 1, dict(sequence_nr=3, input_shapes=[[4, 3]], stack=["model.py(12): forward", "main.py(3): main"])),
    ("aten::transpose", 1, 13.0, 18.5, 2, dict(input_shapes=[[4, 3], [], []], stack=["model.py(12): forward", "main.py(3): main"])),
    ("aten::addmm", 1, 21.0, 100.0, 1, dict(sequence_nr=4, input_shapes=[[4], [2, 3], [3, 4]], stack=["model.py(12): forward", "main.py(3): main"])),
    ("aten::addmm", 1, 22.0, 99.0, 4, dict(sequence_nr=4, input_shapes=[[4], [2, 3], [3, 4]], stack=["model.py(12): forward", "main.py(3): main"])),
    ("aten::copy_", 1, 23.0, 33.125, 5, dict(stack=["model.py(12): forward", "main.py(3): main"])),
    ("aten::linear", 1, 200.0, 1200.0, 0, dict(sequence_nr=5, input_shapes=[[2, 4], [1, 4], [1]], stack=["a/rather/long/folder/of/a/program/with/a/long/name/and/still/more/of/it/model.py(13): forward"])),
    ("autograd::engine::evaluate_function: AddmmBackward0_with_a_name", 2, 300.0, 900.0, None, dict(sequence_nr=4, fwd_thread=1)),
    ("AddmmBackward0", 2, 310.0, 890.0, 8, dict(sequence_nr=4, fwd_thread=1, scope=BACKWARD, stack=["main.py(4): main"])),
    ("aten::mm", 2, 320.0, 620.5, 9, dict(input_shapes=[[3, 2], [2, 4]])),
    ("aten::mm", 2, 630.0, 880.0, 9, dict(input_shapes=[[2, 4], [4, 3]])),
    ("step", 1, 3_000_000.0, 3_000_000.0, None, dict(scope=USER)),
    ("x", 1, 3_000_001.0, 3_000_001.0005, None, {}),
]

TABLES = {
    "plain": ({}, None), "sorted": (dict(sort_by="self_cpu_time_total"), None), "limited": (dict(sort_by="cpu_time_total", row_limit=3), None),
    "header": (dict(header="a header"), None), "top_level": (dict(top_level_events_only=True), None), "top_level_limited": (dict(top_level_events_only=True, row_limit=2), None),
    "narrow": (dict(max_name_column_width=20, max_src_column_width=25, max_shapes_column_width=15), None), "wide": (dict(max_name_column_width=None, max_src_column_width=None, max_shapes_column_width=None), None),
    "no_rows": (dict(row_limit=0), None), "all_rows": (dict(row_limit=-1), None),
    "averages": ({}, {}), "averages_sorted": (dict(sort_by="cpu_time"), {}), "averages_by_count": (dict(sort_by="count"), {}),
    "averages_by_shape": (dict(sort_by="cpu_time_total"), dict(group_by_input_shapes=True)), "averages_by_line": ({}, dict(group_by_stack_n=1)),
    "averages_by_lines": (dict(sort_by="self_cpu_time_total"), dict(group_by_stack_n=2)), "averages_by_all": ({}, dict(group_by_input_shapes=True, group_by_stack_n=5)),
    "averages_top_level": (dict(top_level_events_only=True), {}),
}


def events():
    made = []
    for i, (name, thread, start, end, _, more) in enumerate(EVENTS):
        more = dict(dict(input_shapes=[], stack=[]), **more)
        made.append(FunctionEvent(i, name, thread, start, end, **more))
    result = EventList(made, use_cuda=False)
    result._build_tree()
    return result


def as_json():
    return [dict(name=name, thread=thread, start=start, end=end, parent=-1 if parent is None else parent, **{camel(k): v for k, v in more.items()})
            for name, thread, start, end, parent, more in EVENTS]


def main():
    with Fixture("profiler", "Events", "profiler") as f:
        f.case("events", events=as_json())
    with Fixture("profiler", "Tables", "profiler") as f:
        for name, (options, groups) in TABLES.items():
            chosen = events() if groups is None else events().key_averages(**groups)
            f.case(name, options={camel(k): v for k, v in options.items()}, averages=groups is not None,
                   groups={camel(k): v for k, v in (groups or {}).items()}, text=chosen.table(**options))
        total = events().total_average()
        f.case("total", selfCpuTimeTotal=events().self_cpu_time_total, cpuTimeTotal=total.cpu_time_total, averageTime=total.cpu_time, count=total.count)


if __name__ == "__main__":
    main()
