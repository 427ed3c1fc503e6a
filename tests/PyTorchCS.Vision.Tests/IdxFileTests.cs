using FluentAssertions;
using Xunit;

namespace PyTorchCS.Vision.Tests;

public sealed class IdxFileTests : IDisposable
{
    private readonly IdxSample _sample = new();

    [Fact]
    public void Read_WholeFile_ReturnsTheItemsWithoutHeader() =>
        Read().ToArray().Should().Equal(IdxSample.Pixels);

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        File.Delete(_sample.FilePath);

        Reading().Should().Throw<FileNotFoundException>().WithMessage("*pictures.gz' is missing*");
    }

    [Fact]
    public void Read_FileCutShort_IsRefused()
    {
        byte[] bytes = File.ReadAllBytes(_sample.FilePath);
        File.WriteAllBytes(_sample.FilePath, bytes[..(bytes.Length / 2)]);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' is *");
    }

    [Fact]
    public void Read_ContentCutShort_SaysHowMuchIsThere()
    {
        _sample.WriteContent(_sample.Content[..^5]);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' is cut short: 23 of 28 bytes*");
    }

    [Fact]
    public void Read_EmptyFile_IsRefused()
    {
        File.WriteAllBytes(_sample.FilePath, []);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' is cut short: 0 of 28 bytes*");
    }

    [Fact]
    public void Read_ContentTooLong_IsRefused()
    {
        _sample.WriteContent([.. _sample.Content, 0]);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' is too long*28 bytes*");
    }

    [Fact]
    public void Read_WrongMagic_ShowsBoth()
    {
        Change(position: 2, value: 0x0d);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' starts with 0x00000d03, expected 0x00000803*");
    }

    [Fact]
    public void Read_WrongShape_ShowsBoth()
    {
        Change(position: 7, value: 9);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' has the shape [9, 2, 2], expected [3, 2, 2]*");
    }

    [Fact]
    public void Read_OneByteAltered_IsRefusedByItsDigest()
    {
        Change(position: 20, value: 200);

        Reading().Should().Throw<InvalidDataException>().WithMessage($"*pictures.gz' has been altered*expected {_sample.Spec.Sha256}*");
    }

    [Fact]
    public void Read_ByteOfTheCompressedFileAltered_IsRefused()
    {
        byte[] bytes = File.ReadAllBytes(_sample.FilePath);
        // The check sum of the content stands eight bytes before the end.
        bytes[^8] ^= 0xff;
        File.WriteAllBytes(_sample.FilePath, bytes);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' is damaged*");
    }

    [Fact]
    public void Read_NoGzip_IsRefused()
    {
        File.WriteAllBytes(_sample.FilePath, _sample.Content);

        Reading().Should().Throw<InvalidDataException>().WithMessage("*pictures.gz' is damaged*");
    }

    public void Dispose() => _sample.Dispose();

    private ReadOnlyMemory<byte> Read() => IdxFile.Read(_sample.Directory, _sample.Spec);

    private Action Reading() => () => Read();

    private void Change(int position, byte value)
    {
        byte[] content = [.. _sample.Content];
        content[position] = value;
        _sample.WriteContent(content);
    }
}
