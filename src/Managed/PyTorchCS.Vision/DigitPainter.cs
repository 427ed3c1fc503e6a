namespace PyTorchCS.Vision;

/// <summary>Draws one distorted, noisy digit; a picture depends on its seed and index alone, not on the order or the thread it is drawn in.</summary>
internal ref struct DigitPainter
{
    public const int Side = 28;
    public const int Pixels = Side * Side;

    private readonly Span<float> _image;
    private ulong _random;

    private DigitPainter(Span<float> image, ulong seed)
    {
        _image = image;
        _random = seed;
    }

    /// <summary>Fills the <see cref="Pixels"/> of <paramref name="image"/> with values of 0 to 1 and returns the digit drawn.</summary>
    public static int Paint(Span<float> image, long seed, long index)
    {
        // Mixing twice keeps neighbouring seeds and indices apart.
        DigitPainter painter = new(image, Mix(Mix((ulong)seed) + (ulong)index));
        int digit = (int)(painter.Next() % (ulong)DigitStrokes.Digits.Count);
        painter.Draw(digit);
        return digit;
    }

    private void Draw(int digit)
    {
        _image.Clear();
        Affine affine = RandomAffine();
        double thickness = Uniform(0.8, 1.7);
        double ink = Uniform(0.7, 1.0);
        foreach ((double X, double Y)[] stroke in DigitStrokes.Digits[digit])
        {
            (double X, double Y) from = affine.Map(Jitter(stroke[0]));
            for (int i = 1; i < stroke.Length; i++)
            {
                (double X, double Y) to = affine.Map(Jitter(stroke[i]));
                DrawSegment(from, to, thickness, ink);
                from = to;
            }
        }

        AddNoise(Uniform(0.02, 0.12));
    }

    private Affine RandomAffine()
    {
        double angle = Uniform(-0.25, 0.25);
        double shear = Uniform(-0.3, 0.3);
        double scaleX = Uniform(16, 25);
        double scaleY = Uniform(18, 25);
        (double sin, double cos) = Math.SinCos(angle);
        return new Affine(
            cos * scaleX, (cos * shear - sin) * scaleY, Side / 2.0 + Uniform(-2.5, 2.5),
            sin * scaleX, (sin * shear + cos) * scaleY, Side / 2.0 + Uniform(-2.5, 2.5));
    }

    private (double X, double Y) Jitter((double X, double Y) point) =>
        (point.X + Uniform(-0.02, 0.02), point.Y + Uniform(-0.02, 0.02));

    /// <summary>Paints the pixels near a line, softer towards its edge.</summary>
    private readonly void DrawSegment((double X, double Y) from, (double X, double Y) to, double thickness, double ink)
    {
        double reach = thickness + 1;
        int left = Math.Max(0, (int)(Math.Min(from.X, to.X) - reach));
        int right = Math.Min(Side - 1, (int)(Math.Max(from.X, to.X) + reach));
        int top = Math.Max(0, (int)(Math.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(Side - 1, (int)(Math.Max(from.Y, to.Y) + reach));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double coverage = Math.Clamp(thickness + 0.5 - Distance(x + 0.5, y + 0.5, from, to), 0, 1);
                ref float pixel = ref _image[y * Side + x];
                pixel = Math.Max(pixel, (float)(coverage * ink));
            }
        }
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y;
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / length, 0, 1);
        double offX = x - from.X - along * dx, offY = y - from.Y - along * dy;
        return Math.Sqrt(offX * offX + offY * offY);
    }

    private void AddNoise(double strength)
    {
        foreach (ref float pixel in _image)
        {
            // The sum of three uniform numbers is close enough to a bell curve and needs no logarithm.
            double noise = (Uniform(-1, 1) + Uniform(-1, 1) + Uniform(-1, 1)) * strength;
            pixel = Math.Clamp((float)(pixel + noise), 0f, 1f);
        }
    }

    private double Uniform(double low, double high) => low + (high - low) * ((Next() >> 11) * (1.0 / (1UL << 53)));

    /// <summary>SplitMix64: a counter and a mixing function, good enough for pictures and free of shared state.</summary>
    private ulong Next()
    {
        _random += 0x9E3779B97F4A7C15UL;
        return Mix(_random);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private readonly record struct Affine(double Xx, double Xy, double X0, double Yx, double Yy, double Y0)
    {
        /// <summary>From the unit square, centred, to pixels.</summary>
        public (double X, double Y) Map((double X, double Y) point) =>
            (Xx * (point.X - 0.5) + Xy * (point.Y - 0.5) + X0, Yx * (point.X - 0.5) + Yy * (point.Y - 0.5) + Y0);
    }
}
