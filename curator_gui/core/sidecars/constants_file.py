"""The constants of a data set: what its filters learned, for the same again and the inverse.

`constants.json` stands in the folder of the data set. A list of steps, each with its name and
number, the component, how many items it was fitted to and which, and its constants.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from curator_gui.core.errors import CuratorError
from curator_gui.core.message import Message
from curator_gui.core.storage.files import atomic_write_text
from curator_gui.core.trust.strangers import parse_json

CONSTANTS = "constants.json"
FORMAT = "curator-constants"
VERSION = 1


class ConstantsFileError(CuratorError):
    """A file of constants that cannot be read; the message names it."""


@dataclass(frozen=True)
class FittedStep:
    """What one step learned.

    Parameters
    ----------
    step
        Its number in the pipeline; the source is 0.
    steps_key, items_key
        Identify the steps up to it with their arguments, and the items with their files.
    items
        How many items (indices of the source) it was fitted to.
    part
        The part of the split that these are, "" for all.
    made
        When, in seconds since the epoch: of a file, when it was written. It does not stand in the
        file, so that the same data give the same bytes.
    failed
        Training items that could not be gathered from.
    """

    step: int
    name: str
    component: str
    steps_key: str
    items_key: str
    items: int
    part: str
    made: float
    constants: dict[str, Any]
    failed: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Identify the constants: equal ones give equal results."""
        text = json.dumps(self.constants, sort_keys=True, allow_nan=False)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def day(self) -> str:
        """When it was fitted, in words."""
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(self.made))


def read_constants(path: Path) -> list[FittedStep]:
    """Read a file of constants; an empty list if there is none.

    Raises
    ------
    ConstantsFileError
        If it cannot be read, or is no file of constants.
    """
    try:
        found: Any = parse_json(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT or found["version"] != VERSION:
            raise ValueError(Message("its format is not known to this version"))
        made = path.stat().st_mtime
        return [FittedStep(**step, made=made) for step in found["steps"]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConstantsFileError(
            "{path} cannot be read: {error}", path=path, error=error.strerror or error
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConstantsFileError(
            "{path} is no file of constants: {error}", path=path, error=error
        ) from error


def is_constants_file(path: Path) -> bool:
    """Whether a file looks like one of constants, by its name and first bytes."""
    if path.suffix.lower() != ".json":
        return False
    try:
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(200)
    except OSError:
        return False


def write_constants(path: Path, steps: Sequence[FittedStep]) -> None:
    """Write a file of constants, atomically; `steps` are all that it is to hold."""
    ordered = sorted(steps, key=lambda step: step.step)
    plain = [{k: v for k, v in asdict(step).items() if k != "made"} for step in ordered]
    data = {"format": FORMAT, "version": VERSION, "steps": plain}
    atomic_write_text(path, json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n")
