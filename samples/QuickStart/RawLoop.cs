using PyTorchCS;
using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;

namespace QuickStart;

internal static class RawLoop
{
    public static double Run()
    {
        TensorDataset training = Spirals.Make(pointsPerClass: 600, seed: 1), test = Spirals.Make(pointsPerClass: 200, seed: 2);
        double accuracy = 0;

        // snippet: raw-loop
        var train = new DataLoader(training, batchSize: 32, shuffle: true);
        var model = new Sequential(new Linear(2, 64), new ReLU(), new Linear(64, 3));
        var optimizer = new AdamW(model.Parameters(), lr: 0.01);
        var lossFunction = new CrossEntropyLoss();

        for (int epoch = 1; epoch <= 10; epoch++)
        {
            model.Train();
            foreach (Tensor[] batch in train)
            {
                using var scope = Torch.Scope();
                Tensor loss = lossFunction.Call(model.Call(batch[0]), batch[1]);
                optimizer.ZeroGrad();
                loss.Backward();
                optimizer.Step();
            }

            model.Eval();
            using (Torch.NoGrad())
            {
                Tensor predicted = model.Call(test.Tensors[0]).Argmax(1);
                accuracy = predicted.Eq(test.Tensors[1]).Float().Mean().Item<double>();
                Console.WriteLine($"epoch {epoch}: accuracy {accuracy:F3}");
            }
        }
        // end
        return accuracy;
    }
}
