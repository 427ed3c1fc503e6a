using PyTorchCS;
using PyTorchCS.NN;

namespace FashionMnistSample;

/// <summary>Two convolution blocks and two linear layers: images <c>(N, 1, 28, 28)</c> to scores <c>(N, classes)</c>.</summary>
internal sealed class CnnClassifier(long classes = 10) : Module<Tensor, Tensor>
{
    // Each block halves the side: 28, 14, 7.
    private const long Features = 32 * 7 * 7;

    private Sequential Block1 { get; } = ConvolutionBlock(1, 16);

    private Sequential Block2 { get; } = ConvolutionBlock(16, 32);

    private Sequential Head { get; } = new(
        new Flatten(),
        new Dropout(0.3),
        new Linear(Features, 128),
        new ReLU(),
        new Dropout(0.3),
        new Linear(128, classes));

    public override Tensor Forward(Tensor input) => Head.Call(Block2.Call(Block1.Call(input)));

    private static Sequential ConvolutionBlock(long inChannels, long outChannels) => new(
        new Conv2d(inChannels, outChannels, kernelSize: 3, padding: 1, bias: false),
        new BatchNorm2d(outChannels),
        new MaxPool2d(2),
        // The maximum and the ReLU may change places without changing a number, and this way the ReLU has a quarter of the work.
        new ReLU());
}
