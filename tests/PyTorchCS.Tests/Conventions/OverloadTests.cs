using System.Reflection;
using System.Runtime.CompilerServices;
using FluentAssertions;
using PyTorchCS.NN;

namespace PyTorchCS.Tests;

/// <summary>Traps between overloads, which the compiler would not show.</summary>
public sealed class OverloadTests
{
    private static readonly Type[] Chapters = [typeof(Tensor), typeof(Torch), typeof(Linalg), typeof(Fft), typeof(Special), typeof(F)];

    /// <summary>C# converts the literal 0 to every enum: without a priority, <c>x.Sum(0)</c> would sum as <c>uint8</c>.</summary>
    [Fact]
    public void Number_WinsOverAnEnum_AtTheSamePlace() =>
        Pairs().SelectMany(p => Clashes(p.First, p.Second)).Distinct().Should().BeEmpty();

    /// <summary>In PyTorch <c>out</c> is given by keyword; a second tensor by position is never meant to be overwritten.</summary>
    [Fact]
    public void Output_IsNeverTakenByPosition_WhereAnotherOverloadTakesATensor() =>
        Pairs().Where(p => Priority(p.First) >= Priority(p.Second)).SelectMany(p => p.First.GetParameters()
                .Where(a => a.Name is "out" && p.Second.GetParameters().ElementAtOrDefault(a.Position) is { Name: not "out" } b
                    && b.ParameterType == typeof(Tensor) && SameBefore(p.First, p.Second, a.Position))
                .Select(a => $"{p.First.DeclaringType!.Name}.{p.First.Name}, parameter {a.Position}"))
            .Distinct().Should().BeEmpty();

    /// <summary>Where two overloads take the same arguments and both leave parameters to their defaults, only a priority can decide.</summary>
    [Fact]
    public void Overloads_ThatTakeTheSameCall_DifferInPriority() =>
        Pairs().Where(p => Priority(p.First) == Priority(p.Second) && AreAmbiguous(p.First.GetParameters(), p.Second.GetParameters()))
            .Select(p => $"{p.First.DeclaringType!.Name}.{p.First.Name}").Distinct().Should().BeEmpty();

    private static bool AreAmbiguous(ParameterInfo[] first, ParameterInfo[] second)
    {
        // A call without the list is no call of a list.
        if (first.Concat(second).Any(p => p.IsDefined(typeof(ParamCollectionAttribute))))
        {
            return false;
        }
        // So many by position, and of the others those that must be given by name.
        for (var count = 0; count < Math.Min(first.Length, second.Length); count++)
        {
            if (count > 0 && first[count - 1].ParameterType != second[count - 1].ParameterType)
            {
                return false;
            }
            var named = first.Skip(count).Concat(second.Skip(count)).Where(IsRequired).Select(p => p.Name).Distinct().ToList();
            var given = named.Select(name => (First: first.Skip(count).FirstOrDefault(p => p.Name == name), Second: second.Skip(count).FirstOrDefault(p => p.Name == name))).ToList();
            if (given.TrueForAll(p => p.First is not null && p.Second is not null && p.First.ParameterType == p.Second.ParameterType)
                && count + named.Count < Math.Min(first.Length, second.Length))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsRequired(ParameterInfo parameter) => !parameter.HasDefaultValue;

    private static IEnumerable<(MethodInfo First, MethodInfo Second)> Pairs() =>
        from type in Chapters
        from overloads in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName).GroupBy(m => m.Name)
        from first in overloads
        from second in overloads
        where first != second
        select (first, second);

    private static IEnumerable<string> Clashes(MethodInfo ofEnum, MethodInfo ofNumber)
    {
        var count = Math.Min(ofEnum.GetParameters().Length, ofNumber.GetParameters().Length);
        for (var i = 0; i < count; i++)
        {
            if (SameBefore(ofEnum, ofNumber, i) && IsEnum(ofEnum.GetParameters()[i]) && IsNumber(ofNumber.GetParameters()[i])
                && CanEndAfter(ofEnum, i) && CanEndAfter(ofNumber, i) && Priority(ofNumber) <= Priority(ofEnum))
            {
                yield return $"{ofEnum.DeclaringType!.Name}.{ofEnum.Name}, parameter {i}";
            }
        }
    }

    private static bool SameBefore(MethodInfo first, MethodInfo second, int position) =>
        first.GetParameters().Take(position).Select(p => p.ParameterType).SequenceEqual(second.GetParameters().Take(position).Select(p => p.ParameterType));

    private static bool CanEndAfter(MethodInfo method, int position) =>
        method.GetParameters().Skip(position + 1).All(p => p.HasDefaultValue || p.IsDefined(typeof(ParamCollectionAttribute)));

    private static bool IsEnum(ParameterInfo parameter) => (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).IsEnum;

    private static bool IsNumber(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type == typeof(long) || type == typeof(double) || type == typeof(Scalar) || type == typeof(IntList)
            || (type == typeof(ReadOnlySpan<long>) && parameter.IsDefined(typeof(ParamCollectionAttribute)));
    }

    private static int Priority(MethodInfo method) => method.GetCustomAttribute<OverloadResolutionPriorityAttribute>()?.Priority ?? 0;
}
