using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyTorchCS.Parity;

/// <summary>The public face of the built assemblies, by reflection: nothing of them runs, and LibTorch is not loaded.</summary>
internal sealed class Surface
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly ILookup<string, Type> _types;
    private readonly ILookup<string, Member> _extensions;

    private Surface(IReadOnlyList<Type> types)
    {
        _types = types.ToLookup(SimpleName);
        _extensions = types.Where(type => type is { IsAbstract: true, IsSealed: true }).SelectMany(Extensions).ToLookup(member => member.Place);
    }

    /// <summary>Loads what <c>src/Managed</c> builds to.</summary>
    public static Surface Read(string root)
    {
        // The core assembly first, so that the others find it loaded.
        var projects = Directory.EnumerateFiles(Path.Combine(root, "src", "Managed"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal);
        var assemblies = projects.Select(project => PackageFiles.Load(Built(root, project)));
        return Of(assemblies.SelectMany(assembly => assembly.GetExportedTypes()));
    }

    public static Surface Of(IEnumerable<Type> types) => new([.. types]);

    /// <summary>The types of a name, whatever their number of type parameters, in one of the namespaces.</summary>
    public IEnumerable<Type> Types(string name, IEnumerable<string> namespaces) =>
        _types[name].Where(type => namespaces.Contains(type.Namespace));

    public bool HasStatics(string name) => _types[name].Any(type => type is { IsAbstract: true, IsSealed: true });

    /// <summary>The members of a name in every type of that name, inherited ones and those of extensions too.</summary>
    public IReadOnlyList<Member> Members(string owner, string name) =>
        [.. _types[owner].SelectMany(type => Members(type, owner, name)), .. _extensions[$"{owner}.{name}"]];

    /// <summary>The ways to make one: its public constructors, or the type itself where it has none.</summary>
    public static IReadOnlyList<Member> Constructors(IReadOnlyList<Type> types)
    {
        var name = SimpleName(types[0]);
        var found = types
            .SelectMany(type => type.GetConstructors())
            .Where(constructor => !constructor.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(constructor => new Member("", name, MemberKind.Constructor, IsInstance: false, Parameters(constructor)))
            .ToList();
        return found.Count > 0 ? found : [new Member("", name, MemberKind.Type, IsInstance: false, [])];
    }

    private static string Built(string root, string project)
    {
        var path = Path.Combine(root, "artifacts", "bin", project, "release", project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: run ./build.sh parity", path);
    }

    private static IEnumerable<Member> Members(Type type, string owner, string name)
    {
        foreach (var member in type.GetMember(name, Everything | BindingFlags.FlattenHierarchy).Where(IsVisible))
        {
            yield return member is MethodInfo method
                ? new Member(owner, name, MemberKind.Method, !method.IsStatic, Parameters(method), Priority(method))
                : new Member(owner, name, member is Type ? MemberKind.Type : MemberKind.Value, IsInstance: true, []);
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => field.IsPublic || field.IsFamily,
        Type type => type.IsNestedPublic,
        EventInfo => true,
        _ => false,
    };

    /// <summary>Extension methods, and what extension blocks declare: the compiler keeps their shape in nested types.</summary>
    private static IEnumerable<Member> Extensions(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.IsDefined(typeof(ExtensionAttribute)) && method.GetParameters().Length > 0))
        {
            yield return new Member(SimpleName(method.GetParameters()[0].ParameterType), method.Name, MemberKind.Method, IsInstance: true, [.. Parameters(method).Skip(1)]);
        }
        foreach (var block in type.GetNestedTypes(BindingFlags.Public).Where(nested => nested.IsSpecialName))
        {
            var receiver = block.GetNestedTypes(BindingFlags.Public).SelectMany(marker => marker.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Select(marker => marker.GetParameters().FirstOrDefault()?.ParameterType).FirstOrDefault(found => found is not null);
            if (receiver is null)
            {
                continue;
            }
            foreach (var property in block.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                yield return new Member(SimpleName(receiver), property.Name, MemberKind.Value, IsInstance: true, []);
            }
            foreach (var method in block.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName))
            {
                yield return new Member(SimpleName(receiver), method.Name, MemberKind.Method, IsInstance: false, Parameters(method));
            }
        }
    }

    private static List<Parameter> Parameters(MethodBase method) => [.. method.GetParameters().Select(parameter => new Parameter(
        parameter.Name!, parameter.HasDefaultValue ? Default(parameter) : null, CanHoldDefault(parameter.ParameterType), IsParams(parameter)))];

    private static int Priority(MethodInfo method) => method.GetCustomAttribute<OverloadResolutionPriorityAttribute>()?.Priority ?? 0;

    private static bool IsParams(ParameterInfo parameter) => parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));

    /// <summary>Numbers, truth values, text and enums have constants; a number of any type, a list or a tuple has none.</summary>
    private static bool CanHoldDefault(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return value.IsPrimitive || value.IsEnum || value == typeof(string);
    }

    private static string Default(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.RawDefaultValue switch
        {
            null or DBNull or Missing => "None",
            bool truth => truth ? "True" : "False",
            string text => $"\"{text}\"",
            var value when type.IsEnum => Enum.GetName(type, value) ?? "None",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "None",
        };
    }

    private static string SimpleName(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }
}
