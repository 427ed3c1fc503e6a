using System.Globalization;
using PyTorchCS;
using PyTorchCS.Data;
using PyTorchCS.NN;
using PyTorchCS.Optim;
using PyTorchCS.Training;

namespace FashionMnistSample;

/// <summary>Trains a network on Fashion-MNIST and writes a checkpoint and two pictures.</summary>
internal static class Program
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;
    // What a shell reports for a program that Ctrl-C ended.
    private const int Interrupted = 130;
    private const int TestBatchSize = 500;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            SampleOptions options = SampleOptions.Parse(args);
            if (options.Help)
            {
                Console.WriteLine(SampleOptions.Usage);
                return Done;
            }

            return await RunAsync(options);
        }
        catch (OptionException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}; --help lists the options.");
            return WrongUsage;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or PyTorchCS.Vision.DatasetUnavailableException)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return Failed;
        }
    }

    private static async Task<int> RunAsync(SampleOptions options)
    {
        Device device = Prepare(options);
        ImageData data = await ImageData.LoadAsync(options, CancellationToken.None);
        Say($"{data.Name}: {data.Train.Count:#,0} training and {data.Test.Count:#,0} test images");

        CnnClassifier model = new CnnClassifier(data.Test.ClassNames.Count).To(device);
        long parameters = model.Parameters().Sum(parameter => parameter.Numel());
        Say($"{parameters:#,0} parameters on {device}, {Torch.GetNumThreads()} threads, seed {options.Seed}");

        Trainer trainer = CreateTrainer(model, data, options);
        DataLoader train = new(data.Train, batchSize: options.BatchSize, shuffle: true, generator: Torch.Generator(options.Seed));
        DataLoader test = new(data.Test, batchSize: TestBatchSize);
        FitResult result = trainer.Fit(train, options.Epochs, validation: test);

        Directory.CreateDirectory(options.Out);
        string checkpoint = Path.GetFullPath(Path.Combine(options.Out, "model.safetensors"));
        SafeTensors.Save(checkpoint, model.StateDict());
        if (result.Cancelled)
        {
            Say($"stopped after {result.Steps} steps");
            Say($"checkpoint: {checkpoint}");
            return Interrupted;
        }

        Say($"trained for {result.Duration.TotalSeconds:0.0} s, at most {PeakMemory.Megabytes():0} MB of memory");
        Say($"test accuracy: {result.History.Epochs[^1].Metric(Accuracy.MetricName):0.0000}");
        Say($"checkpoint:         {checkpoint}");
        DrawPictures(options, data, trainer, result.History);
        return Done;
    }

    /// <summary>Sets what must be set before the first number is drawn.</summary>
    private static Device Prepare(SampleOptions options)
    {
        Device device = options.Device;
        if (device.Type == DeviceType.Cuda)
        {
            int count = Torch.CudaDeviceCount;
            if (count == 0 || device.Index >= count)
            {
                throw new OptionException($"--device {device}: {(count == 0 ? "there is no CUDA here" : $"the last CUDA device here is cuda:{count - 1}")}");
            }
        }

        if (options.Threads is { } threads)
        {
            Torch.SetNumThreads(threads);
        }

        Torch.ManualSeed(options.Seed);
        return device;
    }

    private static Trainer CreateTrainer(CnnClassifier model, ImageData data, SampleOptions options)
    {
        long stepsPerEpoch = (data.Train.Count + options.BatchSize - 1) / options.BatchSize;
        AdamW optimizer = new(model.Parameters(), lr: options.Lr);
        return new Trainer(model, optimizer, new CrossEntropyLoss())
        {
            Scheduler = new OneCycleLR(optimizer, options.Lr, epochs: options.Epochs, stepsPerEpoch: stepsPerEpoch),
            Metrics = [new Accuracy()],
            Progress = new ConsoleProgress("images", validationName: "test"),
            Options = new TrainerOptions { SchedulerInterval = SchedulerInterval.Step },
        };
    }

    private static void DrawPictures(SampleOptions options, ImageData data, Trainer trainer, TrainingHistory history)
    {
        PictureFonts.Prepare();
        string curve = Path.GetFullPath(Path.Combine(options.Out, "learning-curve.png"));
        LearningCurve.Save(curve, history, data.Name.StartsWith("Fashion", StringComparison.Ordinal) ? "Loss on Fashion-MNIST" : "Loss on synthetic digits");
        Say($"learning curve:     {curve}");

        using TensorScope scope = Torch.Scope();
        Tensor images = data.Test.Images.Narrow(0, 0, PredictionGrid.Count);
        long[] truth = data.Test.Labels.Narrow(0, 0, PredictionGrid.Count).ToArray<long>();
        long[] predicted = trainer.Predict([[images]]).Argmax(1).ToArray<long>();
        string grid = Path.GetFullPath(Path.Combine(options.Out, "predictions.png"));
        PredictionGrid.Save(grid, data.Normalization.Invert(images), predicted, truth, data.Test.ClassNames);
        Say($"sample predictions: {grid}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
