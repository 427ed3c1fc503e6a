using PyTorchCS;
using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Training;

namespace QuickStart;

internal static class WithTrainer
{
    public static double Run()
    {
        TensorDataset training = Spirals.Make(pointsPerClass: 600, seed: 1), test = Spirals.Make(pointsPerClass: 200, seed: 2);

        // snippet: trainer
        var train = new DataLoader(training, batchSize: 32, shuffle: true);
        var model = new Sequential(new Linear(2, 64), new ReLU(), new Linear(64, 3));
        var optimizer = new AdamW(model.Parameters(), lr: 0.01);
        var trainer = new Trainer(model, optimizer, new CrossEntropyLoss()) { Metrics = [new Accuracy()] };

        trainer.Fit(train, epochs: 10, validation: new DataLoader(test, batchSize: 200));
        // end
        return trainer.Evaluate(new DataLoader(test, batchSize: 200))["accuracy"];
    }
}
