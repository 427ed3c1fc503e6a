namespace PyTorchCS;

/// <summary>Places for the boxes of a picture: in layers, so that every arrow points down, and in an order that keeps neighbours close.</summary>
internal sealed class GraphLayout
{
    private const int Sweeps = 4;

    private readonly List<int>[] _sources;
    private readonly List<int>[] _targets;
    private readonly double[] _order;

    internal GraphLayout(GraphPicture picture)
    {
        var count = picture.Boxes.Count;
        _sources = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        _targets = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        _order = new double[count];
        foreach (var (from, to) in picture.Arrows)
        {
            _targets[from].Add(to);
            _sources[to].Add(from);
        }
        Layers = Divide();
        Sort();
    }

    /// <summary>The boxes of each layer, from left to right; the output is alone in the last one.</summary>
    internal int[][] Layers { get; }

    /// <summary>The layer of a box is one above the highest of those that it leads to.</summary>
    private int[][] Divide()
    {
        var count = _targets.Length;
        var height = new int[count];
        var open = Array.ConvertAll(_targets, targets => targets.Count);
        // The output alone leads nowhere, and every other box leads to it in the end.
        var ready = new Queue<int>([0]);
        while (ready.TryDequeue(out var box))
        {
            foreach (var source in _sources[box])
            {
                height[source] = Math.Max(height[source], height[box] + 1);
                if (--open[source] == 0)
                {
                    ready.Enqueue(source);
                }
            }
        }
        var layers = new List<int>[height.Max() + 1];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = [];
        }
        for (var box = 0; box < count; box++)
        {
            layers[layers.Length - 1 - height[box]].Add(box);
        }
        return [.. layers.Select(layer => layer.ToArray())];
    }

    /// <summary>Orders each layer by the middle of its neighbours, downwards and upwards in turn.</summary>
    private void Sort()
    {
        Array.ForEach(Layers, Number);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isUpwards = sweep % 2 == 0;
            foreach (var layer in isUpwards ? Layers.Reverse() : Layers)
            {
                int[] sorted = [.. layer.OrderBy(box => Middle(box, (isUpwards ? _targets : _sources)[box]))];
                sorted.CopyTo(layer, 0);
                Number(layer);
            }
        }
    }

    private double Middle(int box, List<int> neighbours) => neighbours.Count == 0 ? _order[box] : neighbours.Average(neighbour => _order[neighbour]);

    /// <summary>Places are counted from the middle of a layer, so that those of layers of different length compare.</summary>
    private void Number(int[] layer)
    {
        for (var i = 0; i < layer.Length; i++)
        {
            _order[layer[i]] = i - ((layer.Length - 1) / 2.0);
        }
    }
}
