"""`dataset.json`: the data set in the words of Croissant 1.1 (mlcommons.org/croissant).

One FileSet a kind of file, one FileObject a single file; the items are a table (`items.csv`). What
an output holds stands in a record set of its own: name, type and shape of each array. Croissant
itself cannot read those, so the description says in words which key of which file they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from curator_gui.core.measuring.measures import MeasureKind
from curator_gui.core.sidecars.constants_file import CONSTANTS, read_constants
from curator_gui.core.text.plain_text import sheet_cell
from curator_gui.dataset.handing_over.card.described import Described
from curator_gui.dataset.handing_over.gathered import ArrayFact, Gathered
from curator_gui.dataset.hashing import file_sha256
from curator_gui.dataset.layout import (
    BYTES,
    DECISION,
    INDEX,
    ITEMS,
    OUTPUTS,
    SHA256,
    SOURCE,
    SPLIT,
)

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"

_CR = tuple(
    "arrayShape citeAs column conformsTo data dataBiases dataCollection dataType "  # noqa: SIM905
    "equivalentProperty examples excludes extract field fileObject fileProperty fileSet format "
    "includes isArray isLiveDataset jsonPath key md5 parentField path "
    "personalSensitiveInformation recordSet references regex repeated replace samplingRate "
    "separator source subField transform unArchive value".split()
)

_OUTPUTS_ID = "outputs"
_TYPES: dict[MeasureKind, str] = {
    "count": "cr:Int64",
    "number": "cr:Float64",
    "share": "cr:Float64",
    "text": "sc:Text",
    "hash": "sc:Text",
    "time": "sc:Text",
}
_FORMATS = {
    ".npz": "application/x-npz", ".h5": "application/x-hdf5", ".hdf5": "application/x-hdf5",
    ".nc": "application/x-netcdf", ".zarr": "application/vnd+zarr", ".vtu": "application/xml",
    ".tar": "application/x-tar", ".db": "application/vnd.sqlite3",
    ".vtp": "application/xml", ".vti": "application/xml", ".vts": "application/xml",
    ".xyz": "chemical/x-xyz", ".extxyz": "chemical/x-xyz", ".csv": "text/csv",
}  # fmt: skip
_PLAIN = "application/octet-stream"
_SPLITS = {
    "train": "cr:TrainingSplit",
    "validation": "cr:ValidationSplit",
    "test": "cr:TestSplit",
}


def croissant_data(
    found: Gathered, words: Described, facts: list[ArrayFact], table_sha256: str, table_size: int
) -> dict[str, Any]:
    """Return the content of `dataset.json`."""
    data: dict[str, Any] = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": words.name,
        "description": words.description or f"{len(found.rows)} items made by Curator.",
    }
    said = {"license": words.license, "citeAs": words.cite_as}
    data |= {key: value for key, value in said.items() if value}
    if words.creators:
        data["creator"] = [{"@type": "sc:Person", "name": name} for name in words.creators]
    data["distribution"] = [_table(table_sha256, table_size), *_distribution(found)]
    data["recordSet"] = [*_splits(found), _items(found), *_arrays(found, facts)]
    return data


def _context() -> dict[str, Any]:
    context: dict[str, Any] = {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "dct": "http://purl.org/dc/terms/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "sc": "https://schema.org/",
        "wd": "https://www.wikidata.org/wiki/",
    }
    context |= {name: f"cr:{name}" for name in _CR}
    context |= {name: {"@id": f"cr:{name}", "@type": "@json"} for name in ("data", "examples")}
    context["dataType"] = {"@id": "cr:dataType", "@type": "@vocab"}
    context["conformsTo"] = "dct:conformsTo"
    return dict(sorted(context.items()))


def _table(sha256: str, size: int) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": "items",
        "name": "items",
        "description": "One row per item: source, outputs, sizes, hashes, measures, part.",
        "contentUrl": ITEMS,
        "contentSize": f"{size} B",
        "encodingFormat": "text/csv",
        "sha256": sha256,
    }


def _distribution(found: Gathered) -> list[dict[str, Any]]:
    """Describe the outputs: one FileSet per suffix; a single file that items share as such."""
    suffixes = Counter(
        _suffix(path) for row in found.rows for path in row.outputs if path not in found.stores
    )
    sets = [_file_set(suffix, count) for suffix, count in sorted(suffixes.items())]
    stores = [_store(path, found) for path in sorted(found.stores)]
    return [*sets, *stores, *_constants(found)]


def _constants(found: Gathered) -> Iterator[dict[str, Any]]:
    """Describe the file of constants that filters have learned from the data set."""
    for path in found.artifacts:
        file = found.folder / path
        if path.endswith(CONSTANTS) and file.is_file():
            names = ", ".join(step.name for step in read_constants(file))
            yield {
                "@type": "cr:FileObject",
                "@id": "constants",
                "name": PurePosixPath(path).name,
                "description": f"Constants of {names}, for the same again and the inverse.",
                "contentUrl": path,
                "contentSize": f"{file.stat().st_size} B",
                "encodingFormat": "application/json",
                "sha256": file_sha256(file),
            }


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _file_set(suffix: str, count: int) -> dict[str, Any]:
    inner = f"*{suffix}/*" if suffix in (".zarr", ".pmsh") else f"*{suffix}" if suffix else "*"
    return {
        "@type": "cr:FileSet",
        "@id": _id(suffix),
        "name": _id(suffix),
        "description": f"{count} outputs; their hashes stand in items.csv.",
        "encodingFormat": _FORMATS.get(suffix, _PLAIN),
        "includes": inner,
    }


def _id(suffix: str) -> str:
    return f"{_OUTPUTS_ID}{suffix.replace('.', '-')}"


def _store(path: str, found: Gathered) -> dict[str, Any]:
    store, name = found.stores[path], PurePosixPath(path).name
    plain = {
        "@id": quote(path),
        "name": name,
        "description": "Holds all items; its hash stands in statistics.json.",
        "encodingFormat": _FORMATS.get(_suffix(path), _PLAIN),
    }
    if (found.folder / path).is_dir():
        return {"@type": "cr:FileSet", **plain, "includes": f"{path}/*"}
    size = {"contentUrl": path, "contentSize": f"{store.size} B", "sha256": store.sha256}
    return {"@type": "cr:FileObject", **plain, **size}


def _splits(found: Gathered) -> list[dict[str, Any]]:
    if not found.parts:
        return []
    rows = [
        {"splits/name": name, **({"splits/url": _SPLITS[name]} if name in _SPLITS else {})}
        for name in found.parts
    ]
    fields = [
        {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"},
        {
            "@type": "cr:Field",
            "@id": "splits/url",
            "name": "url",
            "dataType": ["sc:URL", "wd:Q3985153"],
        },
    ]
    return [
        {
            "@type": "cr:RecordSet",
            "@id": "splits",
            "name": "splits",
            "dataType": "cr:Split",
            "key": {"@id": "splits/name"},
            "field": fields,
            "data": rows,
        }
    ]


def _items(found: Gathered) -> dict[str, Any]:
    fields = [
        _field(INDEX, "cr:Int64", "Number of the item in the source."),
        _field(SOURCE, "sc:Text", "Where it comes from."),
        _field(OUTPUTS, "sc:Text", "Its outputs, relative to this folder, joined by ;"),
        _field(BYTES, "cr:Int64", "Bytes of its outputs."),
        _field(SHA256, "sc:Text", "SHA-256 of each output, joined by ;"),
    ]
    for column in found.measures:
        info = column.info
        unit = f" in {info.unit}" if info.unit else ""
        fields.append(_field(info.name, _TYPES[info.kind], f"{info.title or info.name}{unit}."))
    part = _field(SPLIT, "sc:Text", "Part of the data set.")
    if found.parts:
        part["references"] = {"field": {"@id": "splits/name"}}
    fields += [part, _field(DECISION, "sc:Text", "What was decided about it.")]
    key = {"@id": f"item/{INDEX}"}
    return {"@type": "cr:RecordSet", "@id": "item", "name": "item", "key": key, "field": fields}


def _field(name: str, kind: str, description: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"item/{quote(name)}",
        "name": name,
        "description": description,
        "dataType": kind,
        "source": {"fileObject": {"@id": "items"}, "extract": {"column": sheet_cell(name)}},
    }


def _arrays(found: Gathered, facts: list[ArrayFact]) -> list[dict[str, Any]]:
    """Describe the arrays of the first kind of output."""
    if not facts or not found.rows:
        return []
    first = found.rows[0].outputs[0]
    source = {"fileSet": {"@id": _id(_suffix(first))}}
    if first in found.stores:
        is_folder = (found.folder / first).is_dir()
        source = {"fileSet" if is_folder else "fileObject": {"@id": quote(first)}}
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"array/{quote(fact.key)}",
            "name": fact.key,
            "description": f'Array "{fact.key}" of each output: {fact.dtype}.',
            "dataType": _array_type(fact.dtype),
            "isArray": True,
            "arrayShape": ",".join(map(str, fact.shape)) or "1",
            "source": {**source, "extract": {"fileProperty": "content"}},
        }
        for fact in facts
    ]
    return [{"@type": "cr:RecordSet", "@id": "array", "name": "array", "field": fields}]


def _array_type(dtype: str) -> str:
    known = {
        "float16": "cr:Float16", "float32": "cr:Float32", "float64": "cr:Float64",
        "int8": "cr:Int8", "int16": "cr:Int16", "int32": "cr:Int32", "int64": "cr:Int64",
        "uint8": "cr:UInt8", "uint16": "cr:UInt16", "uint32": "cr:UInt32", "uint64": "cr:UInt64",
        "bool": "sc:Boolean",
    }  # fmt: skip
    return known.get(dtype, "sc:Text")
