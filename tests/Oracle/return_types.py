"""Lists the return type of every operator, as `op<TAB>type`, read from the names in LibTorch's Windows library.

    python3 return_types.py <torch_cpu.dll> > ../NativeShim.Tests/return_types.tsv

A name in the Linux library does not contain the return type, so a wrong one in the generated declarations would link and
corrupt memory. The names in the Windows library of the same version do contain it, and are an independent check.
"""

import re
import sys

BUILTIN_TYPES = {
    "X": "void",
    "D": "char",
    "C": "int8_t",
    "E": "uint8_t",
    "F": "int16_t",
    "G": "uint16_t",
    "H": "int32_t",
    "I": "uint32_t",
    "M": "float",
    "N": "double",
    "_N": "bool",
    "_J": "int64_t",
    "_K": "uint64_t",
}


class Decoder:
    """Reads types in the encoding of Microsoft's compiler.

    A digit in a qualified name refers back to one of the first ten names seen. The arguments of a template count their
    names separately; afterwards the whole template instance is one name of the enclosing list.
    """

    def __init__(self, text, names):
        self.text = text
        self.position = 0
        self.names = list(names)

    def take(self, token):
        if not self.text.startswith(token, self.position):
            return False
        self.position += len(token)
        return True

    def expect(self, token):
        if not self.take(token):
            raise ValueError(f"expected {token!r} at {self.text[self.position:]!r} in {self.text!r}")

    def remember(self, name):
        if name not in self.names and len(self.names) < 10:
            self.names.append(name)
        return name

    def result_type(self):
        """A class or enumeration that is returned by value is marked; other types stand as they are."""
        if self.take("?"):
            self.expect("A")
        return self.type()

    def type(self):
        if self.take("AEA"):
            return self.type() + "&"
        if self.take("AEB"):
            return "const " + self.type() + "&"
        if self.take("W4") or self.take("V") or self.take("U"):
            return self.qualified_name()
        for code in sorted(BUILTIN_TYPES, key=len, reverse=True):
            if self.take(code):
                return BUILTIN_TYPES[code]
        raise ValueError(f"unknown type at {self.text[self.position:]!r} in {self.text!r}")

    def qualified_name(self):
        """Innermost name first, ended by an empty one."""
        parts = []
        while not self.take("@"):
            parts.append(self.name())
        return "::".join(reversed(parts))

    def name(self):
        character = self.text[self.position]
        if character.isdigit():
            self.position += 1
            return self.names[int(character)]
        if self.take("?$"):
            return self.remember(self.template_instance())
        return self.remember(self.identifier())

    def identifier(self):
        end = self.text.index("@", self.position)
        identifier = self.text[self.position : end]
        self.position = end + 1
        if not re.fullmatch(r"\w+", identifier):
            raise ValueError(f"not an identifier: {identifier!r} in {self.text!r}")
        return identifier

    def template_instance(self):
        enclosing, self.names = self.names, []
        name = self.remember(self.identifier())
        arguments = []
        while not self.take("@"):
            arguments.append(self.type())
        self.names = enclosing
        if name == "vector":
            arguments = arguments[:1]  # the allocator is the standard one
        return f"{name}<{','.join(arguments)}>"


def return_types(library):
    with open(library, "rb") as file:
        content = file.read()
    types = {}
    for match in re.finditer(rb"\?call@(\w+)@_ops@at@@SA([\x21-\x7e]+)\0", content):
        operator, signature = (part.decode("ascii") for part in match.groups())
        decoded = Decoder(signature, ["call", operator, "_ops", "at"]).result_type()
        if types.setdefault(operator, decoded) != decoded:
            raise ValueError(f"{operator} returns both {types[operator]} and {decoded}")
    return types


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    types = return_types(sys.argv[1])
    if not types:
        sys.exit(f"{sys.argv[1]} contains no operators")
    for operator in sorted(types):
        print(f"{operator}\t{types[operator]}")


if __name__ == "__main__":
    main()
