using PyTorchCS.Interop;

namespace PyTorchCS;

public partial class Tensor
{
    /// <summary>The elementwise sum, broadcast.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => Ops.AddTensor(left, right);

    /// <summary>The elementwise sum.</summary>
    public static Tensor operator +(Tensor left, Scalar right) => Ops.AddScalar(left, right);

    /// <summary>The elementwise sum.</summary>
    public static Tensor operator +(Scalar left, Tensor right) => Ops.AddScalar(right, left);

    /// <summary>The elementwise difference, broadcast.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => Ops.SubTensor(left, right);

    /// <summary>The elementwise difference.</summary>
    public static Tensor operator -(Tensor left, Scalar right) => Ops.SubScalar(left, right);

    /// <summary>The elementwise difference.</summary>
    public static Tensor operator -(Scalar left, Tensor right) => Ops.RsubScalar(right, left);

    /// <summary>The elementwise product, broadcast.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => Ops.MulTensor(left, right);

    /// <summary>The elementwise product.</summary>
    public static Tensor operator *(Tensor left, Scalar right) => Ops.MulScalar(left, right);

    /// <summary>The elementwise product.</summary>
    public static Tensor operator *(Scalar left, Tensor right) => Ops.MulScalar(right, left);

    /// <summary>The elementwise quotient, broadcast.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => Ops.DivTensor(left, right);

    /// <summary>The elementwise quotient.</summary>
    public static Tensor operator /(Tensor left, Scalar right) => Ops.DivScalar(left, right);

    /// <summary>The elementwise quotient.</summary>
    public static Tensor operator /(Scalar left, Tensor right)
    {
        using var reciprocal = Ops.Reciprocal(right);
        return Ops.MulScalar(reciprocal, left);
    }

    /// <summary>The elementwise remainder, with the sign of the divisor, broadcast.</summary>
    public static Tensor operator %(Tensor left, Tensor right) => Ops.RemainderTensor(left, right);

    /// <summary>The elementwise remainder, with the sign of the divisor.</summary>
    public static Tensor operator %(Tensor left, Scalar right) => Ops.RemainderScalar(left, right);

    /// <summary>The elementwise remainder, with the sign of the divisor.</summary>
    public static Tensor operator %(Scalar left, Tensor right) => Ops.RemainderScalarTensor(left, right);

    /// <summary>The elementwise negative.</summary>
    public static Tensor operator -(Tensor value) => Ops.Neg(value);

    /// <summary>The tensor itself, as a new reference.</summary>
    public static Tensor operator +(Tensor value) => Ops.Positive(value);

    /// <summary>The elementwise logical or bitwise complement.</summary>
    public static Tensor operator ~(Tensor value) => Ops.BitwiseNot(value);

    /// <summary>The elementwise logical or bitwise conjunction, broadcast.</summary>
    public static Tensor operator &(Tensor left, Tensor right) => Ops.BitwiseAndTensor(left, right);

    /// <summary>The elementwise logical or bitwise conjunction.</summary>
    public static Tensor operator &(Tensor left, Scalar right) => Ops.BitwiseAndScalar(left, right);

    /// <summary>The elementwise logical or bitwise disjunction, broadcast.</summary>
    public static Tensor operator |(Tensor left, Tensor right) => Ops.BitwiseOrTensor(left, right);

    /// <summary>The elementwise logical or bitwise disjunction.</summary>
    public static Tensor operator |(Tensor left, Scalar right) => Ops.BitwiseOrScalar(left, right);

    /// <summary>The elementwise logical or bitwise exclusive disjunction, broadcast.</summary>
    public static Tensor operator ^(Tensor left, Tensor right) => Ops.BitwiseXorTensor(left, right);

    /// <summary>The elementwise logical or bitwise exclusive disjunction.</summary>
    public static Tensor operator ^(Tensor left, Scalar right) => Ops.BitwiseXorScalar(left, right);

    /// <summary>Whether each element is less, as a boolean tensor, broadcast.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => Ops.LtTensor(left, right);

    /// <summary>Whether each element is less, as a boolean tensor.</summary>
    public static Tensor operator <(Tensor left, Scalar right) => Ops.LtScalar(left, right);

    /// <summary>Whether the number is less than each element, as a boolean tensor.</summary>
    public static Tensor operator <(Scalar left, Tensor right) => Ops.GtScalar(right, left);

    /// <summary>Whether each element is greater, as a boolean tensor, broadcast.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => Ops.GtTensor(left, right);

    /// <summary>Whether each element is greater, as a boolean tensor.</summary>
    public static Tensor operator >(Tensor left, Scalar right) => Ops.GtScalar(left, right);

    /// <summary>Whether the number is greater than each element, as a boolean tensor.</summary>
    public static Tensor operator >(Scalar left, Tensor right) => Ops.LtScalar(right, left);

    /// <summary>Whether each element is less or equal, as a boolean tensor, broadcast.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => Ops.LeTensor(left, right);

    /// <summary>Whether each element is less or equal, as a boolean tensor.</summary>
    public static Tensor operator <=(Tensor left, Scalar right) => Ops.LeScalar(left, right);

    /// <summary>Whether the number is less or equal than each element, as a boolean tensor.</summary>
    public static Tensor operator <=(Scalar left, Tensor right) => Ops.GeScalar(right, left);

    /// <summary>Whether each element is greater or equal, as a boolean tensor, broadcast.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => Ops.GeTensor(left, right);

    /// <summary>Whether each element is greater or equal, as a boolean tensor.</summary>
    public static Tensor operator >=(Tensor left, Scalar right) => Ops.GeScalar(left, right);

    /// <summary>Whether the number is greater or equal than each element, as a boolean tensor.</summary>
    public static Tensor operator >=(Scalar left, Tensor right) => Ops.LeScalar(right, left);
}
