// snippet: first-steps
using PyTorchCS;

var x = Torch.Tensor([1f, 2f, 3f], requiresGrad: true);
var y = (x * x).Sum();
y.Backward();
Console.WriteLine(x.Grad);   // tensor([2., 4., 6.])
// end

Torch.ManualSeed(0);
double raw = QuickStart.RawLoop.Run();
double trained = QuickStart.WithTrainer.Run();
QuickStart.NearestCenters.Run();
int leaked = QuickStart.Memory.Run();
float shared = QuickStart.SharedData.Run();
long profiled = QuickStart.Profiling.Run();
Console.WriteLine($"raw loop {raw:F3}, Trainer {trained:F3}");
return raw > 0.9 && trained > 0.9 && leaked == 300 && shared == 59 && profiled == 1 ? 0 : 1;
