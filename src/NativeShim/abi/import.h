// Import macro of the declarations in this folder.
//
// The headers here declare the part of LibTorch's C++ interface that the shim uses. They hold for LibTorch 2.10.0 on
// Linux x64 (libstdc++, C++11 string ABI) and for nothing else; layouts and signatures were established from the 2.10.0
// binaries themselves and are checked by static_asserts here, by the linker (mangled names carry parameter types) and
// by tests/NativeShim.Tests.
//
// Two rules hold throughout:
//   - Linux names do not carry return types: a wrong one links and corrupts memory. The names in the Windows library of
//     the same version do carry them, and every declaration here agrees with those; for the operators
//     tests/NativeShim.Tests/return_types.tsv lists them.
//   - Whether a small type has a user-written destructor decides how it is passed (in a register or by address), so the
//     destructors below are part of the layout even where they do nothing.
#pragma once

// A symbol that libc10.so or libtorch_cpu.so defines. Everything else in the shim is hidden.
#define PTCS_IMPORT __attribute__((visibility("default")))
