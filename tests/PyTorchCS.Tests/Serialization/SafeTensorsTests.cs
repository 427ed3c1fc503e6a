using System.Buffers.Binary;
using System.Text;
using FluentAssertions;
using PyTorchCS.Testing;
using Xunit;

namespace PyTorchCS.Tests.Serialization;

public sealed class SafeTensorsTests : LeakCheck
{
    private readonly string _folder = Directory.CreateTempSubdirectory("safetensors-").FullName;

    private string FilePath => Path.Combine(_folder, "state.safetensors");

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float16)]
    [InlineData(DType.Bfloat16)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int16)]
    [InlineData(DType.Int8)]
    [InlineData(DType.Uint64)]
    [InlineData(DType.Uint32)]
    [InlineData(DType.Uint16)]
    [InlineData(DType.Uint8)]
    [InlineData(DType.Float8E4m3fn)]
    [InlineData(DType.Float8E5m2)]
    [InlineData(DType.Float8E8m0fnu)]
    [InlineData(DType.Bool)]
    [InlineData(DType.Complex64)]
    public void SaveLoad_DType_IsKept(DType dtype)
    {
        using Tensor tensor = Torch.Arange(0, 6).View(2, 3).To(dtype);

        Tensor loaded = RoundTrip(tensor);

        loaded.DType.Should().Be(dtype);
        loaded.Shape.Should().Equal(2, 3);
        loaded.Equal(tensor).Should().BeTrue();
    }

    [Fact]
    public void SaveLoad_SpecialFloats_KeepTheirBits()
    {
        using Tensor tensor = Torch.Tensor([float.NaN, float.PositiveInfinity, -0f, float.Epsilon]);

        RoundTrip(tensor).ToArray<float>().Select(BitConverter.SingleToInt32Bits)
            .Should().Equal(tensor.ToArray<float>().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void SaveLoad_NonContiguous_IsWrittenRowMajor()
    {
        using Tensor transposed = Torch.Arange(0, 6).View(2, 3).Transpose(0, 1);

        RoundTrip(transposed).ToArray<long>().Should().Equal(0, 3, 1, 4, 2, 5);
    }

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 3, 0, 2 })]
    [InlineData(new long[] { 1, 1, 1 })]
    public void SaveLoad_UnusualShape_IsKept(long[] shape)
    {
        using Tensor tensor = Torch.Ones(shape);

        Tensor loaded = RoundTrip(tensor);

        loaded.Shape.Should().Equal(shape);
        loaded.Equal(tensor).Should().BeTrue();
    }

    [Fact]
    public void SaveLoad_MoreThanOneChunk_IsKept()
    {
        using Tensor tensor = Torch.Arange(0, 5_000_000, dtype: DType.Float32);

        RoundTrip(tensor).Equal(tensor).Should().BeTrue();
    }

    [Fact]
    public void SaveLoad_TensorWithGradient_ComesBackWithout()
    {
        using Tensor tensor = Torch.Ones([2], requiresGrad: true);

        RoundTrip(tensor).RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void SaveLoad_Names_KeepTheirOrder()
    {
        StateDict state = new() { { "z.weight", Torch.Ones(2) }, { "a \"b\" ü", Torch.Zeros(3) }, { "m", Torch.Ones(1) } };

        SafeTensors.Save(FilePath, state);

        SafeTensors.Load(FilePath).Keys.Should().Equal("z.weight", "a \"b\" ü", "m");
    }

    [Fact]
    public void SaveLoad_Nothing_IsAnEmptyStateDict()
    {
        SafeTensors.Save(FilePath, []);

        SafeTensors.Load(FilePath).Count.Should().Be(0);
    }

    [Fact]
    public void LoadMetadata_AfterSave_ReturnsTheTexts()
    {
        SafeTensors.Save(FilePath, new StateDict { { "x", Torch.Ones(1) } }, new Dictionary<string, string> { ["epoch"] = "3" });

        SafeTensors.LoadMetadata(FilePath).Should().Equal(new Dictionary<string, string> { ["epoch"] = "3" });
        SafeTensors.Load(FilePath).Keys.Should().Equal("x");
    }

    [Fact]
    public void Save_Bytes_AreThoseOfTheFormat()
    {
        SafeTensors.Save(FilePath, new StateDict { { "x", Torch.Tensor([1f, 2f]) } });

        byte[] bytes = File.ReadAllBytes(FilePath);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        (length % 8).Should().Be(0);
        Encoding.UTF8.GetString(bytes, 8, length).TrimEnd().Should().Be("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""");
        bytes[(8 + length)..].Should().Equal(0, 0, 128, 63, 0, 0, 0, 64);
    }

    [Fact]
    public void Load_FileOfAnotherWriter_IsRead()
    {
        // Entries in another order than their data, and no padding: both are allowed.
        Write("""{"b":{"data_offsets":[4,6],"shape":[2],"dtype":"U8"},"a":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}""", 7, 0, 0, 0, 5, 6);

        StateDict state = SafeTensors.Load(FilePath);

        state["a"].Item<int>().Should().Be(7);
        state["b"].ToArray<byte>().Should().Equal(5, 6);
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", 4, "*'x'*'F99'*not known*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "*'x'*shape [2]*4 bytes*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "*'x'*shape [-1]*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}""", 4, "*'x'*shape*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "*'x'*data offsets [4, 0]*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "*'x'*begins at byte 4*expected 0*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "*'y'*begins at byte 2*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "*'x'*twice*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "*describes 4 bytes*has 3*")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "*describes 4 bytes*has 5*")]
    [InlineData("""{"x":{"shape":[1],"data_offsets":[0,4]}}""", 4, "*header cannot be read*")]
    [InlineData("""{"x":{"dtype":"F32","shape":"1","data_offsets":[0,4]}}""", 4, "*header cannot be read*")]
    [InlineData("""{"x":{"dtype":"F32",""", 4, "*header cannot be read*")]
    [InlineData("[]", 0, "*header cannot be read*")]
    public void Load_BrokenFile_NamesFileAndFault(string header, int dataBytes, string message)
    {
        Write(header, new byte[dataBytes]);

        FluentActions.Invoking(() => SafeTensors.Load(FilePath)).Should().Throw<InvalidDataException>()
            .WithMessage($"*state.safetensors*{message}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    public void Load_CutShort_IsRefused(int length)
    {
        SafeTensors.Save(FilePath, new StateDict { { "x", Torch.Ones(4) } });
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..length]);

        FluentActions.Invoking(() => SafeTensors.Load(FilePath)).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Load_HugeHeaderLength_IsRefusedWithoutReadingIt()
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);
        File.WriteAllBytes(FilePath, bytes);

        FluentActions.Invoking(() => SafeTensors.Load(FilePath)).Should().Throw<InvalidDataException>().WithMessage("*18446744073709551615 bytes*");
    }

    [Fact]
    public void Save_TypeOutsideTheFormat_NamesTheEntryAndLeavesTheOldFile()
    {
        SafeTensors.Save(FilePath, new StateDict { { "x", Torch.Ones(1) } });
        StateDict state = new() { { "bad", Torch.Zeros([1], dtype: DType.Complex128) } };

        FluentActions.Invoking(() => SafeTensors.Save(FilePath, state)).Should().Throw<ArgumentException>().WithMessage("*'bad'*Complex128*");

        SafeTensors.Load(FilePath).Keys.Should().Equal("x");
        Directory.GetFiles(_folder).Should().Equal(FilePath);
    }

    [Fact]
    public void Save_DisposedTensor_LeavesTheOldFileAndNothingElse()
    {
        SafeTensors.Save(FilePath, new StateDict { { "x", Torch.Ones(1) } });
        Tensor disposed = Torch.Ones(1);
        StateDict state = new() { { "y", disposed } };
        disposed.Dispose();

        FluentActions.Invoking(() => SafeTensors.Save(FilePath, state)).Should().Throw<ObjectDisposedException>();

        SafeTensors.Load(FilePath).Keys.Should().Equal("x");
        Directory.GetFiles(_folder).Should().Equal(FilePath);
    }

    [Fact]
    public void Save_ReservedName_IsRefused()
    {
        StateDict state = new() { { "__metadata__", Torch.Ones(1) } };

        FluentActions.Invoking(() => SafeTensors.Save(FilePath, state)).Should().Throw<ArgumentException>().WithMessage("*reserved*");
    }

    [Fact]
    public void Load_MissingFile_IsFileNotFound() =>
        FluentActions.Invoking(() => SafeTensors.Load(FilePath)).Should().Throw<FileNotFoundException>();

    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }

    private Tensor RoundTrip(Tensor tensor)
    {
        SafeTensors.Save(FilePath, new StateDict { { "x", tensor } });
        return SafeTensors.Load(FilePath)["x"];
    }

    private void Write(string header, params byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        File.WriteAllBytes(FilePath, [.. length, .. text, .. data]);
    }

    [Fact]
    public void Save_OfAConjugatedOrNegatedView_WritesItsValues()
    {
        var z = Torch.Tensor([new System.Numerics.Complex(1, 2)], dtype: DType.Complex64);
        StateDict state = new() { { "conj", z.Conj() }, { "imag", z.Conj().Imag } };

        SafeTensors.Save(FilePath, state);
        StateDict loaded = SafeTensors.Load(FilePath);

        loaded["conj"].Should().BeEqualTo(z.Conj().ResolveConj());
        loaded["imag"].Should().HaveValues(-2);
    }

    [Fact]
    public void Save_OfASingleElementOfAColumn_WritesIt()
    {
        StateDict state = new() { { "x", Torch.Arange(4, dtype: DType.Float32).Reshape(2, 2)[1.., 1] } };

        SafeTensors.Save(FilePath, state);

        SafeTensors.Load(FilePath)["x"].Should().HaveShape(1).And.HaveValues(3);
    }
}
