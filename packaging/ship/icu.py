"""Make the data of Qt's ICU small: 30 MB, of which Qt uses the order of letters and character sets.

Dates, numbers and names of languages and regions Qt has of its own.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from pathlib import Path

_GONE = re.compile(
    r"(brkitr|curr|lang|region|unit|zone|rbnf|translit)/"  # names, words, lines, other scripts
    r"|(?!en\.|de\.|res_index\.)[a-z]{2,3}(_\w*)*\.res$"  # languages; coll/ stays whole
)
_ASSEMBLER = """\
.section .rodata
.globl {symbol}
.type {symbol}, @object
.balign 16
{symbol}:
.incbin "small.dat"
.size {symbol}, . - {symbol}
.section .note.GNU-stack,"",@progbits
"""


def make_small(library: Path) -> None:
    """Write the library anew with the data that Qt uses."""
    symbol, data = _data_of(library)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.dat").write_bytes(without(data, _GONE))
        (folder / "data.s").write_text(_ASSEMBLER.format(symbol=symbol))
        _run(["as", "-o", "data.o", "data.s"], folder)
        options = ["-shared", "--build-id=none", "-soname", library.name, "-z", "noexecstack"]
        _run(["ld", *options, "-o", "small.so", "data.o"], folder)
        library.write_bytes((folder / "small.so").read_bytes())


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True)


def _data_of(library: Path) -> tuple[str, bytes]:
    """Return the name of the data's symbol and the data."""
    said = _said(["readelf", "--dyn-syms", "-W", str(library)])
    found = re.search(r"([0-9a-f]{16})\s+(0x[0-9a-f]+|\d+) OBJECT .* (icudt\d+_dat)\b", said)
    sections = _said(["readelf", "-SW", str(library)])
    place = re.search(r"\.rodata\s+PROGBITS\s+([0-9a-f]+) ([0-9a-f]+)", sections)
    if found is None or place is None:
        raise ValueError(f"{library}: this is not ICU's data")
    start = int(found[1], 16) - int(place[1], 16) + int(place[2], 16)
    return found[3], library.read_bytes()[start : start + int(found[2], 0)]


def _said(command: list[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def without(data: bytes, gone: re.Pattern[str]) -> bytes:
    """Return ICU's common data (format `CmnD`) without the items whose names match."""
    (head,) = struct.unpack_from("<H", data)
    if data[12:16] != b"CmnD":
        raise ValueError("this is not ICU's common data")
    items = [item for item in _items(data[head:]) if not gone.match(item[0].partition("/")[2])]
    names, table, body = b"", [], b""
    names_start = 4 + 8 * len(items)
    body_start = -(-(names_start + sum(len(name) + 1 for name, _ in items)) // 16) * 16
    for name, content in items:
        table.append(struct.pack("<II", names_start + len(names), body_start + len(body)))
        names += name.encode() + b"\0"
        body += content + b"\0" * (-len(content) % 16)
    toc = struct.pack("<I", len(items)) + b"".join(table) + names
    return data[:head] + toc + b"\0" * (body_start - len(toc)) + body


def _items(toc: bytes) -> list[tuple[str, bytes]]:
    (count,) = struct.unpack_from("<I", toc)
    entries = [struct.unpack_from("<II", toc, 4 + 8 * number) for number in range(count)]
    ends = [start for _, start in entries[1:]] + [len(toc)]
    return [
        (toc[name : toc.index(b"\0", name)].decode(), toc[start:end])
        for (name, start), end in zip(entries, ends, strict=True)
    ]
