namespace PyTorchCS.Vision;

/// <summary>The four files of Fashion-MNIST.</summary>
/// <remarks>
/// The digests are of the decompressed content: a package may compress the files anew (Debian leaves out gzip's name and date), so
/// the published MD5 sums of the compressed files hold for one form only.
/// </remarks>
internal static class FashionMnistFiles
{
    public static readonly IdxSpec TrainImages = new("train-images-idx3-ubyte.gz", [60000, 28, 28], "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888", 26421880);
    public static readonly IdxSpec TrainLabels = new("train-labels-idx1-ubyte.gz", [60000], "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9", 29515);
    public static readonly IdxSpec TestImages = new("t10k-images-idx3-ubyte.gz", [10000, 28, 28], "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b", 4422102);
    public static readonly IdxSpec TestLabels = new("t10k-labels-idx1-ubyte.gz", [10000], "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34", 5148);

    public static readonly IReadOnlyList<IdxSpec> All = [TrainImages, TrainLabels, TestImages, TestLabels];
}
