using PyTorchCS;

// "nothing": what the runtime itself takes.
if (args is ["nothing"])
{
    Console.WriteLine("0");
    return;
}
using Tensor a = Torch.Randn(2, 2);
using Tensor b = a + 1;
Console.WriteLine(b[0, 0].Item<float>());
