"""`statistics.json`: what each measure is, and how its values lie over the items."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from curator_gui import __version__
from curator_gui.core.document_code.kept import used_code
from curator_gui.core.fingerprint import SINK_NUMBER
from curator_gui.core.measuring.measures import is_number
from curator_gui.dataset.handing_over.code_files import code_data
from curator_gui.dataset.handing_over.gathered import Gathered
from curator_gui.dataset.layout import VERSION
from curator_gui.dataset.loading.growth import growth_data
from curator_gui.dataset.own_files import MADE_BY
from curator_gui.run.record.queries.item_measures import MeasureColumn

QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
MOST_COMMON = 20


def statistics_data(found: Gathered, files: dict[str, str]) -> dict[str, Any]:
    """Return the content of `statistics.json`; `files` are the SHA-256 of the others."""
    return {
        "made_by": MADE_BY,
        "layout": VERSION,
        "version": __version__,
        "items": len(found.rows),
        "bytes": found.total_bytes,
        "left_out": len(found.skipped),
        "parts": {name: _count(found, name) for name in found.parts},
        "measures": {column.info.name: _measure(column) for column in found.measures},
        "arrays": [[fact.key, fact.dtype, list(fact.shape)] for fact in found.facts or ()],
        "run": _run(found),
        "missing": found.missing,
        "stores": {
            path: {"bytes": store.size, "sha256": store.sha256}
            for path, store in found.stores.items()
        },
        "grown_stores": growth_data(found.growth or ()),
        "artifacts": found.artifacts,
        "files": files,
    }


def _run(found: Gathered) -> dict[str, Any]:
    """Keep what the card says of the run, so that it can be written again without the record."""
    steps = [_step(step) for step in found.meta.steps]
    plain = {"name": found.meta.name, "steps": steps, "versions": dict(found.meta.versions)}
    more = {"identity": found.meta.fingerprint, "grown": list(found.grown)}
    return plain | more | ({"code": code_data(found.meta.code)} if found.meta.code else {})


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a step its name, its number among several sinks, and which code it ran."""
    kept: dict[str, Any] = {"name": str(step.get("name", ""))}
    kept |= {SINK_NUMBER: step[SINK_NUMBER]} if SINK_NUMBER in step else {}
    for used in used_code([step]):
        kept["code"] = used.digest
        kept["arguments"] = {"file": used.file_name, "function": used.function}
    return kept


def json_bytes(data: Any) -> bytes:
    """Return JSON that people can read, the same for the same data."""
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _count(found: Gathered, part: str) -> int:
    return sum(found.splits.get(row.index) == part for row in found.rows)


def _measure(column: MeasureColumn) -> dict[str, Any]:
    data: dict[str, Any] = dict(column.info.plain())
    data["items"] = int(column.present.sum())
    data |= _numbers(column) if is_number(column.info) else _words(column)
    if column.other_units:
        data["other_units"] = column.other_units
    return data


def _numbers(column: MeasureColumn) -> dict[str, Any]:
    values = np.asarray(column.values, np.float64)[column.present]
    finite = values[np.isfinite(values)]
    data: dict[str, Any] = {"not_finite": int(len(values) - len(finite))}
    if not finite.size:
        return data
    with np.errstate(over="ignore", invalid="ignore"):  # the largest numbers have no sum
        plain = {"min": finite.min(), "max": finite.max(), "mean": finite.mean()}
        plain["std"] = finite.std()
        quantiles = np.quantile(finite, QUANTILES)
    data |= {name: _finite(value) for name, value in plain.items()}
    data["quantiles"] = {
        str(share): _finite(value) for share, value in zip(QUANTILES, quantiles, strict=True)
    }
    return data


def _finite(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None


def _words(column: MeasureColumn) -> dict[str, Any]:
    texts = [v for v, p in zip(column.values, column.present, strict=True) if p]
    names, counts = np.unique(np.array(texts, object).astype(str), return_counts=True)
    data: dict[str, Any] = {"different": len(names)}
    if column.info.kind == "text" and len(names) <= MOST_COMMON:
        data["counts"] = dict(zip(names.tolist(), counts.tolist(), strict=True))
    return data
