"""Other bytes made of sound ones: what damage, an older or newer program, or malice would leave."""

from __future__ import annotations

import random

WORDS = (
    b"", b"\x00", b"\xff\xfe", b"-1", b"0", b"1e999", b"NaN", b"9" * 400, b"[" * 300, b"{", b"}",
    b'"', b"'", b"\\", b"\n", b"../../etc/passwd", b"!!python/object/apply:os.system [id]", b"*a",
    b"&a", b"__class__", b"${HOME}", b"{index}", b"{0.__class__}", b"<script>", b"\xe2\x80\xae",
    b"curator_fuzz_trap", b"curator_fuzz_trap.run", b"cposix\nsystem\n", b"null", b"true", b"- ",
    b"source: ", b"module: ", b"//host/share", b"file:///dev/zero", b"/dev/zero", b",", b";",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with one to eight changes."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        _CHANGES[chance.randrange(len(_CHANGES))](found, chance)
    return bytes(found)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _insert(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at:at] = chance.choice(WORDS)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    at, word = _place(data, chance), chance.choice(WORDS)
    data[at : at + len(word)] = word


def _cut(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 2, 8, 64, 100_000))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at, size = _place(data, chance), chance.choice((1, 4, 40, 400))
    data[at:at] = data[at : at + size] * chance.choice((1, 2, 20))


def _swap(data: bytearray, chance: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    chance.shuffle(lines)
    data[:] = b"\n".join(lines)


def _replace_value(data: bytearray, chance: random.Random) -> None:
    """Put a word in place of what is between two separators."""
    at = _place(data, chance)
    ends = [i for i in range(at, min(len(data), at + 200)) if data[i] in b":,\n\"' []{}"]
    if len(ends) >= 2:
        data[ends[0] + 1 : ends[1]] = chance.choice(WORDS)


_CHANGES = (_flip, _insert, _overwrite, _cut, _repeat, _swap, _replace_value, _flip, _insert)
