using PyTorchCS.OpGen;
using PyTorchCS.OpGen.Emitters;

// Usage: OpGen REPOSITORY [--verify | --list | --returns]
//   (nothing)  writes the generated files
//   --verify   fails when a generated file differs from what would be written
//   --list     prints each schema that is left out and each bound one that is not public, with the reason
//   --returns  prints each bound operator with the C++ return type that was generated for it
var root = args.FirstOrDefault(argument => !argument.StartsWith('-')) ?? Directory.GetCurrentDirectory();
var generator = Generator.Read(root);
if (args.Contains("--returns"))
{
    foreach (var op in generator.Operators)
    {
        Console.WriteLine($"{op.Schema.Symbol}\t{NativeEmitter.ReturnType(op).Replace("::std::", "std::").Replace("::at::", "at::").Replace("::c10::", "c10::")}");
    }
    return 0;
}
var isCurrent = args.Contains("--verify") ? generator.Verify(root) : generator.Write(root);
generator.Report(args.Contains("--list"));
return isCurrent ? 0 : 1;
