"""How LSF is asked for memory: in whole units that the site has chosen, counted by 1024."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

_UNIT = re.compile(r"^\s*LSF_UNIT_FOR_LIMITS\s*=\s*[\"']?([KMGTPEZ])", re.MULTILINE | re.IGNORECASE)
_POWERS = "kmgtpez"


def unit_of_limits() -> str:
    """Return the first letter of the unit of limits in lsf.conf; kilobytes where it says nothing.

    Source: the parameter LSF_UNIT_FOR_LIMITS in the configuration reference of LSF 10.1.
    """
    folder = os.environ.get("LSF_ENVDIR") or os.environ.get("LSF_CONFDIR") or "/etc"
    try:
        text = (Path(folder) / "lsf.conf").read_text(errors="replace")
    except OSError:
        return "k"
    found = _UNIT.findall(text)
    return str(found[-1]).lower() if found else "k"


def asked_memory(memory: int, unit: str) -> dict[str, Any]:
    """Return what dask-jobqueue is told so that it asks LSF for so many bytes, rounded up.

    It divides by powers of 1000, which would be up to a tenth too much: a job that wants all of a
    node would wait for ever.
    """
    power = 1 + _POWERS.index(unit[0].lower())
    return {"lsf_units": unit, "mem": -(-memory // 1024**power) * 1000**power}
