using PyTorchCS.NN;

namespace PyTorchCS.Training;

/// <summary>Gives every module of a model, at its end, the mode that it had at the beginning.</summary>
internal sealed class ModeGuard : IDisposable
{
    private readonly (Module Module, bool Training)[] _before;

    public ModeGuard(Module model) => _before = [.. model.Modules().Select(module => (module, module.Training))];

    public void Dispose()
    {
        // Setting a module sets its children: parents come first, and a child that two parents share may need another round.
        for (int round = 0; round < _before.Length && _before.Any(entry => entry.Module.Training != entry.Training); round++)
        {
            foreach ((Module module, bool training) in _before)
            {
                if (module.Training != training)
                {
                    module.Train(training);
                }
            }
        }
    }
}
