"""Tell whether a NetCDF file of the classic formats is cut off: the library reads zeros then.

The header says where each variable begins and how long it is
(https://docs.unidata.ucar.edu/netcdf-c/current/file_format_specifications.html).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 8, 7: 1, 8: 2, 9: 4, 10: 8, 11: 8}
"""Bytes of a value by the number of its type."""

_STREAMING = 2**32 - 1
"""Number of records of a file that is still being written."""


class CutOffError(ValueError):
    """A file that is shorter than its header says."""


@dataclass
class _Header:
    """Reads the numbers and names of a header one after another."""

    data: bytes
    place: int = 4

    @property
    def wide(self) -> bool:
        """Whether counts have 64 bits (CDF-5)."""
        return self.data[3] == 5

    def number(self, wide: bool) -> int:
        size = 8 if wide else 4
        if self.place + size > len(self.data):
            raise CutOffError
        (found,) = struct.unpack_from(">Q" if wide else ">I", self.data, self.place)
        self.place += size
        return int(found)

    def count(self) -> int:
        return self.number(self.wide)

    def skip(self, size: int) -> None:
        self.place += (size + 3) // 4 * 4

    def entries(self) -> int:
        """Begin a list: return how many entries it has."""
        self.number(wide=False)
        return self.count()

    def skip_attributes(self) -> None:
        for _ in range(self.entries()):
            self.skip(self.count())
            kind = self.number(wide=False)
            self.skip(self.count() * _SIZES.get(kind, 1))


def classic_size(data: bytes) -> int | None:
    """Return how long a file has to be whose first bytes these are; None if it is no classic one.

    Raises
    ------
    CutOffError
        If the header itself is longer.
    """
    if data[:3] != b"CDF" or len(data) < 4 or data[3] not in (1, 2, 5):
        return None
    header = _Header(data)
    records = header.count()
    lengths = []
    for _ in range(header.entries()):
        header.skip(header.count())
        lengths.append(header.count())
    header.skip_attributes()
    return _end(header, 0 if records == _STREAMING else records, lengths)


def _end(header: _Header, records: int, lengths: list[int]) -> int:
    ends, record_parts = [], []
    for _ in range(header.entries()):
        header.skip(header.count())
        dims = [header.count() for _ in range(header.count())]
        header.skip_attributes()
        kind = header.number(wide=False)
        header.count()  # the size, which is cut off for large variables
        begin = header.number(wide=header.data[3] != 1)
        size = _SIZES.get(kind, 1)
        in_records = bool(dims) and dims[0] < len(lengths) and lengths[dims[0]] == 0
        for dim in dims[1:] if in_records else dims:
            size *= lengths[dim]
        if in_records:
            record_parts.append((begin, size))
        else:
            ends.append(begin + size)
    # The parts of a record are padded, unless there is only one.
    alone = len(record_parts) == 1
    stride = sum(size if alone else (size + 3) // 4 * 4 for _, size in record_parts)
    if records:
        ends += [begin + (records - 1) * stride + size for begin, size in record_parts]
    return max([header.place, *ends])


def missing_bytes(path: str | Path) -> int:
    """Return how many bytes a classic file lacks; 0 for a whole one and for other formats."""
    size = Path(path).stat().st_size
    with Path(path).open("rb") as file:
        data = file.read(1 << 16)
        while True:
            try:
                wanted = classic_size(data)
                break
            except CutOffError:
                more = file.read(len(data))
                if not more:
                    return 1
                data += more
    return 0 if wanted is None else max(0, wanted - size)
