using System.Runtime.InteropServices;
using PyTorchCS;
using PyTorchCS.Vision;
using SkiaSharp;

namespace FashionMnistSample;

/// <summary>Draws test images with what the network takes them for: green where it is right, red where not.</summary>
internal static class PredictionGrid
{
    public const int Count = Columns * Rows;

    private const int Columns = 8;
    private const int Rows = 5;
    private const int ImageSide = 112;
    private const int Margin = 14;
    private const int TextHeight = 40;
    private const int CellWidth = ImageSide + Margin;
    private const int CellHeight = ImageSide + TextHeight + Margin;
    private const float Frame = 3;

    private static readonly SKColor Right = new(0x1B, 0x87, 0x3F);
    private static readonly SKColor Wrong = new(0xC6, 0x28, 0x28);

    /// <param name="path">The PNG file.</param>
    /// <param name="images">Pixels of 0 to 1, <c>(Count, 1, height, width)</c>.</param>
    /// <param name="predicted">The class predicted for each.</param>
    /// <param name="truth">The class of each.</param>
    /// <param name="classNames">The classes' names.</param>
    public static void Save(string path, Tensor images, long[] predicted, long[] truth, IReadOnlyList<string> classNames)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Columns * CellWidth + Margin, Rows * CellHeight + Margin));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        using SKTypeface typeface = SKTypeface.FromFamilyName(PictureFonts.Family);
        using SKFont font = new(typeface, 13);
        for (int i = 0; i < predicted.Length; i++)
        {
            float x = Margin + i % Columns * CellWidth;
            float y = Margin + i / Columns * CellHeight;
            using SKBitmap bitmap = ToBitmap(images[i, 0]);
            DrawImage(canvas, bitmap, x, y, predicted[i] == truth[i]);
            DrawNames(canvas, font, x, y + ImageSide, classNames[(int)predicted[i]], classNames[(int)truth[i]]);
        }

        using SKImage picture = surface.Snapshot();
        using SKData png = picture.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        png.SaveTo(file);
    }

    private static SKBitmap ToBitmap(Tensor image)
    {
        byte[] pixels = image.Mul(255).Round().Clamp(0, 255).To(DType.Uint8).Cpu().ToArray<byte>();
        SKBitmap bitmap = new((int)image.Size(1), (int)image.Size(0), SKColorType.Gray8, SKAlphaType.Opaque);
        for (int row = 0; row < bitmap.Height; row++)
        {
            Marshal.Copy(pixels, row * bitmap.Width, bitmap.GetPixels() + row * bitmap.RowBytes, bitmap.Width);
        }

        return bitmap;
    }

    private static void DrawImage(SKCanvas canvas, SKBitmap bitmap, float x, float y, bool right)
    {
        using SKPaint frame = new() { Color = right ? Right : Wrong, Style = SKPaintStyle.Fill };
        canvas.DrawRect(x - Frame, y - Frame, ImageSide + 2 * Frame, ImageSide + 2 * Frame, frame);
        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(x, y, ImageSide, ImageSide), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static void DrawNames(SKCanvas canvas, SKFont font, float x, float y, string predicted, string truth)
    {
        bool right = predicted == truth;
        using SKPaint paint = new() { Color = right ? Right : Wrong, IsAntialias = true };
        float center = x + ImageSide / 2f;
        canvas.DrawText(predicted, center, y + 19, SKTextAlign.Center, font, paint);
        if (!right)
        {
            paint.Color = SKColors.DimGray;
            canvas.DrawText($"is: {truth}", center, y + 35, SKTextAlign.Center, font, paint);
        }
    }
}
