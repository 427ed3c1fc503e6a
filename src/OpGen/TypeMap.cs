using System.Globalization;

namespace PyTorchCS.OpGen;

/// <summary>How one argument crosses the border.</summary>
/// <param name="Native">Its type in the C ABI, on the C++ side.</param>
/// <param name="Aten">Its type in LibTorch's C++ signature.</param>
/// <param name="ToAten">The C++ expression that turns the one into the other.</param>
/// <param name="Interop">Its type in the C ABI, on the C# side.</param>
/// <param name="Managed">Its type in the C# signature.</param>
/// <param name="ManagedDefault">The default in the C# signature, or null where the argument is required.</param>
/// <param name="Setup">C# statements before the call; those that open a scope, such as <c>fixed</c>, end without a semicolon.</param>
/// <param name="Pass">The C# expression given to the import.</param>
internal sealed record Crossing(
    string Native, string Aten, string ToAten, string Interop, string Managed, string? ManagedDefault, IReadOnlyList<string> Setup, string Pass);

/// <summary>The table of schema types. A type that is not in it is an error that names the operator.</summary>
internal static class TypeMap
{
    public static Crossing Map(Schema schema, Argument argument, Selection selection)
    {
        var name = NameRules.Parameter(argument.Name);
        var local = name.TrimStart('@') + "_";
        var native = NativeName(argument.Name);
        return argument.Type.Key switch
        {
            "Tensor" => Tensor(schema, argument, selection, name, local, native),
            "Tensor?" => new("TensorHandle", "const ::std::optional<::at::Tensor>&", $"optional_ref({native})", "nint", "Tensor?", NullDefault(argument),
                [$"using var {local} = Operand.OfOptional({name});"], $"{local}.Handle"),
            "Tensor[]" => new("Span<TensorHandle>", selection.ListRef.Contains(schema.FullName) ? "const ::c10::IListRef<::at::Tensor>&" : "::c10::ArrayRef<::at::Tensor>",
                $"tensors({native})", "NativeSpan", "ReadOnlySpan<Tensor>", argument.Default is null ? null : "default",
                [$"using var {local} = OperandList.Of({name}, \"{argument.Name}\");", $"fixed (nint* {local}p = {local})"], $"new NativeSpan({local}p, {local}.Length)"),
            "Tensor?[]" => new("Span<TensorHandle>", "const ::c10::List<::std::optional<::at::Tensor>>&", $"optional_tensors({native})", "NativeSpan", "ReadOnlySpan<Tensor?>", null,
                [$"using var {local} = OperandList.OfOptional({name});", $"fixed (nint* {local}p = {local})"], $"new NativeSpan({local}p, {local}.Length)"),
            "Generator?" => new("::c10::GeneratorImpl*", "::std::optional<::at::Generator>", $"generator({native})", "nint", "Generator?", NullDefault(argument),
                [$"using var {local} = GeneratorOperand.OfOptional({name});"], $"{local}.Handle"),
            "int" when argument.Name == "reduction" => Plain("int64_t", "int64_t", native, "long", "Reduction", argument.Default is null ? null : "Reduction." + argument.Default, $"(long){name}"),
            "int" => Plain("int64_t", "int64_t", native, "long", "long", argument.Default, name),
            "SymInt" => Plain("int64_t", "::c10::SymInt", $"::c10::SymInt({native})", "long", "long", argument.Default, name),
            "int?" => Optional(argument, "int64_t", "int64_t", $"optional_int({native})", "long", "long?", name),
            "SymInt?" => Optional(argument, "int64_t", "::c10::SymInt", $"optional_sym_int({native})", "long", "long?", name),
            "float" => Plain("double", "double", native, "double", "double", argument.Default, name),
            "float?" => Optional(argument, "double", "double", $"optional_double({native})", "double", "double?", name),
            "bool" => Plain("bool", "bool", native, "bool", "bool", argument.Default?.ToLowerInvariant(), name),
            "bool?" => Optional(argument, "bool", "bool", $"optional_bool({native})", "bool", "bool?", name),
            "Scalar" => Plain("ScalarValue", "const ::c10::Scalar&", $"scalar({native})", "Scalar", argument.Default is null ? "Scalar" : "Scalar?", argument.Default is null ? null : "null",
                argument.Default is null ? name : $"{name} ?? {Number(argument.Default)}"),
            "Scalar?" => Optional(argument, "ScalarValue", "::c10::Scalar", $"optional_scalar({native})", "Scalar", "Scalar?", name) with { Aten = "const ::std::optional<::c10::Scalar>&" },
            "ScalarType" => Plain("int8_t", "::c10::ScalarType", $"scalar_type({native})", "sbyte", "DType", null, $"(sbyte){name}"),
            "ScalarType?" => Optional(argument, "int8_t", "::c10::ScalarType", $"optional_scalar_type({native})", "sbyte", "DType?", argument.Default == "long" ? $"(sbyte?)({name} ?? DType.Int64)" : $"(sbyte?){name}"),
            "Layout" => Plain("int8_t", "::c10::Layout", $"layout({native})", "sbyte", "Layout", null, $"(sbyte){name}"),
            "Layout?" => Optional(argument, "int8_t", "::c10::Layout", $"optional_layout({native})", "sbyte", "Layout?", $"(sbyte?){name}"),
            "MemoryFormat" => Plain("int8_t", "::c10::MemoryFormat", $"memory_format({native})", "sbyte", "MemoryFormat",
                argument.Default is null ? null : "MemoryFormat." + NameRules.Member(argument.Default), $"(sbyte){name}"),
            "MemoryFormat?" => Optional(argument, "int8_t", "::c10::MemoryFormat", $"optional_memory_format({native})", "sbyte", "MemoryFormat?", $"(sbyte?){name}"),
            "Device" => Plain("DeviceValue", "::c10::Device", $"device({native})", "Device", "Device", null, name),
            "Device?" => Optional(argument, "DeviceValue", "::c10::Device", $"optional_device({native})", "Device", "Device?", name),
            "int[]" or "SymInt[]" or "int[]?" or "SymInt[]?" => Integers(argument, name, local, native),
            "float[]" => Span(argument, "double", "::c10::ArrayRef<double>", $"doubles({native})", "double", name, local),
            "float[]?" => new("Optional<Span<double>>", "::std::optional<::c10::ArrayRef<double>>", $"optional_doubles({native})", "Optional<NativeSpan>", "DoubleList", argument.Default is null ? null : "default",
                [$"fixed (double* {local} = {name})"], $"new Optional<NativeSpan>(new NativeSpan({local}, {name}.Length), {name}.HasValue)"),
            "bool[]" => Span(argument, "bool", $"::std::array<bool, {argument.Type.ListSize}>", $"bools<{argument.Type.ListSize}>({native})", "bool", name, local),
            "Scalar[]" => Span(argument, "ScalarValue", "::c10::ArrayRef<::c10::Scalar>", $"scalars({native})", "Scalar", name, local),
            "str" or "str?" => Text(schema, argument, selection, name, local, native),
            _ => throw new FormatException($"{schema.FullName}: no mapping for the type {argument.Type.Key} of {argument.Name}"),
        };
    }

    private static readonly HashSet<string> NativeWords =
    [
        "default", "out", "result", "unsafe", "double", "float", "int", "long", "bool",
        "device", "layout", "memory_format", "scalar", "scalars", "tensors", "generator", "string", "ints", "bools", "doubles", "ref", "repeated",
    ];

    /// <summary>The parameter's name in C++: as in the schema, out of the way of C++'s words and of the shim's converters.</summary>
    public static string NativeName(string name) => NativeWords.Contains(name) ? name + "_value" : name;

    /// <summary>A type of a result on both sides: C++ as LibTorch returns it, C ABI, C#.</summary>
    public static (string Aten, string Interop, string Managed, string Adopt) MapReturn(Schema schema, SchemaType type) => type.Key switch
    {
        "Tensor" when type.IsMutable => (IsConst(schema, type) ? "const ::at::Tensor&" : "::at::Tensor&", "nint", "Tensor", ""),
        "Tensor" => ("::at::Tensor", "nint", "Tensor", "Tensor.Adopt({0})"),
        "Tensor[]" => ("::std::vector<::at::Tensor>", "TensorArray", "Tensor[]", "{0}.Adopt()"),
        "bool" => ("bool", "bool", "bool", "{0}"),
        "int" => ("int64_t", "long", "long", "{0}"),
        "float" => ("double", "double", "double", "{0}"),
        "Scalar" => ("::c10::Scalar", "Scalar", "Scalar", "{0}"),
        "ScalarType" => ("::c10::ScalarType", "sbyte", "DType", "(DType){0}"),
        _ => throw new FormatException($"{schema.FullName}: no mapping for the result type {type.Key}"),
    };

    /// <summary>The C ABI type of a result on the C++ side.</summary>
    public static string NativeReturn(SchemaType type) => type.Key switch
    {
        "Tensor" => "TensorHandle",
        "Tensor[]" => "TensorArray",
        "bool" => "bool",
        "int" => "int64_t",
        "float" => "double",
        "Scalar" => "ScalarValue",
        _ => "int8_t",
    };

    private static bool IsConst(Schema schema, SchemaType type) => type.IsMutable && ConstNames.Contains(schema.FullName);

    /// <summary>Set once from the selection, since a return type depends on it.</summary>
    public static HashSet<string> ConstNames { get; set; } = [];

    private static Crossing Tensor(Schema schema, Argument argument, Selection selection, string name, string local, string native)
    {
        var aten = argument.Type.IsMutable && !selection.ConstSelf.Contains(schema.FullName) ? "::at::Tensor&" : "const ::at::Tensor&";
        return new("TensorHandle", aten, $"ref({native})", "nint", "Tensor", argument.Default is null ? null : "null",
            [$"using var {local} = Operand.Of({name}, \"{argument.Name}\");"], $"{local}.Handle");
    }

    private static Crossing Plain(string native, string aten, string toAten, string interop, string managed, string? managedDefault, string pass) =>
        new(native, aten, toAten, interop, managed, managedDefault, [], pass);

    private static Crossing Optional(Argument argument, string native, string aten, string toAten, string interop, string managed, string pass) =>
        new($"Optional<{native}>", $"::std::optional<{aten}>", toAten, $"Optional<{interop}>", managed,
            argument.Default is null or "None" or "long" ? NullDefault(argument) : argument.Default.ToLowerInvariant(), [], $"Optional<{interop}>.Of({pass})");

    private static Crossing Span(Argument argument, string native, string aten, string toAten, string managed, string name, string local) =>
        new($"Span<{native}>", aten, toAten, "NativeSpan", $"ReadOnlySpan<{managed}>", argument.Default is null ? null : "default",
            [$"fixed ({managed}* {local} = {name})"], $"new NativeSpan({local}, {name}.Length)");

    private static Crossing Integers(Argument argument, string name, string local, string native)
    {
        var type = argument.Type;
        var isSymbolic = type.Element == "SymInt";
        var element = isSymbolic ? "::c10::SymInt" : "int64_t";
        var function = (type.IsOptional ? "optional_" : "") + (isSymbolic ? "sym_ints" : "ints");
        var toAten = type.ListSize > 1 ? $"{function}(repeated<{type.ListSize}>({native}))" : $"{function}({native})";
        if (type.IsOptional)
        {
            return new("Optional<Span<int64_t>>", $"::c10::OptionalArrayRef<{element}>", toAten, "Optional<NativeSpan>", "IntList", argument.Default is null ? null : "default",
                [$"fixed (long* {local} = {name})"], $"new Optional<NativeSpan>(new NativeSpan({local}, {name}.Length), {name}.HasValue)");
        }
        var aten = $"::c10::ArrayRef<{element}>";
        if (IsShape(argument))
        {
            return new("Span<int64_t>", aten, toAten, "NativeSpan", "ReadOnlySpan<long>", null, [$"fixed (long* {local} = {name})"], $"new NativeSpan({local}, {name}.Length)");
        }
        if (argument.Default is null or "[]")
        {
            return new("Span<int64_t>", aten, toAten, "NativeSpan", "IntList", argument.Default is null ? null : "default",
                [$"fixed (long* {local} = {name})"], $"new NativeSpan({local}, {name}.Length)");
        }
        var given = argument.Default.Trim('[', ']');
        return new("Span<int64_t>", aten, toAten, "NativeSpan", "IntList", "default",
            [$"var {local} = {name}.Or([{given}]);", $"fixed (long* {local}p = {local})"], $"new NativeSpan({local}p, {local}.Length)");
    }

    /// <summary>A list of integers without size, default or option: a shape, which C# takes as a span.</summary>
    public static bool IsShape(Argument argument) =>
        argument.Type is { IsInteger: true, IsList: true, IsOptional: false, ListSize: 0 } && argument.Default is null;

    private static Crossing Text(Schema schema, Argument argument, Selection selection, string name, string local, string native)
    {
        var isOptional = argument.Type.IsOptional;
        var closed = selection.EnumFor(schema, argument.Name);
        var managed = (closed?.TypeName ?? "string") + (isOptional ? "?" : "");
        var word = argument.Default?.Trim('\'', '"');
        var managedDefault = word switch
        {
            null => null,
            "None" => "null",
            _ when closed is not null => $"{closed.TypeName}.{closed.Words.First(entry => entry.Word == word).Member}",
            _ => $"\"{word}\"",
        };
        string[] setup = [closed is null ? $"var {local} = Utf8.Of({name}, \"{argument.Name}\");" : $"var {local} = {name}.ToUtf8();", $"fixed (byte* {local}p = {local})"];
        var span = $"new NativeSpan({local}p, {local}.Length)";
        return isOptional
            ? new("Optional<Span<char>>", "::std::optional<::std::string_view>", $"optional_string({native})", "Optional<NativeSpan>", managed, managedDefault, setup, $"new Optional<NativeSpan>({span}, {name} is not null)")
            : new("Span<char>", "::std::string_view", $"string({native})", "NativeSpan", managed, managedDefault, setup, span);
    }

    private static string? NullDefault(Argument argument) => argument.Default is null ? null : "null";

    private static string Number(string text) =>
        text is "True" or "False" ? text.ToLowerInvariant()
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text
        : double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture) is var number && number.Contains('.', StringComparison.Ordinal) ? number : number + ".0";
}
