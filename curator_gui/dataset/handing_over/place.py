"""Where the data set of a pipeline stands: the folder that its sink writes to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from curator_gui.core.components import Sink
from curator_gui.core.message import Message
from curator_gui.core.params.param import params_of
from curator_gui.dataset.own_files import OWN_NAMES, is_code_folder

_MANY = 1_000


@dataclass(frozen=True)
class Place:
    """The folder of a data set, None (and why) if there is none; `sinks` are those of its outputs.

    The sinks are numbers in the order of the pipeline.
    """

    folder: Path | None
    why: Message
    sinks: tuple[int, ...]


def dataset_places(
    sinks: Sequence[Any],
    outputs: Sequence[Sequence[str]],
    artifacts: Sequence[str],
    beside: Sequence[str] = (),
) -> list[Place]:
    """Find the folders that become data sets: each of several sinks has one of its own.

    Sinks that write into the same folder share its data set. `outputs` has the paths of each sink,
    `artifacts` those of the run, and `beside` what filters wrote, which may be anywhere; a sink
    that has written nothing has no data set.
    """
    if len(sinks) == 1:
        return [Place(*dataset_folder(sinks[0], [*outputs[0], *artifacts], beside), (0,))]
    everything = [*chain.from_iterable(outputs), *artifacts, *beside]
    found: list[Place] = []
    for number, (sink, own) in enumerate(zip(sinks, outputs, strict=True)):
        if not own:
            continue
        folder, why = dataset_folder(sink, own, everything)
        same = _same_place(folder, found)
        if same is None:
            found.append(Place(folder, why, (number,)))
        elif same.folder == folder:
            found[found.index(same)] = replace(same, sinks=(*same.sinks, number))
        else:
            found.append(Place(None, _other_name(folder, same.folder), (number,)))
    return found


def _same_place(folder: Path | None, places: Sequence[Place]) -> Place | None:
    """Return the place whose folder is this one, be it under another name."""
    if folder is None:
        return None
    real = folder.resolve()
    return next((p for p in places if p.folder is not None and p.folder.resolve() == real), None)


def _other_name(folder: Path | None, other: Path | None) -> Message:
    return Message(
        "{folder} is the folder {other} of another sink under another name; give both sinks the "
        "same name of it, or folders of their own",
        folder=folder,
        other=other,
    )


def dataset_folder(
    sink: Any, outputs: Iterable[str], known: Iterable[str] = ()
) -> tuple[Path | None, Message]:
    """Return the folder of the data set, or None and why there is none.

    A sink of one file or store per item writes into a folder, and that is it. A single store or
    file, shared by all items, lies in a folder of its own: one that holds nothing but it, what the
    run wrote beside it (`known` has what is not among the outputs), and the data set.
    """
    paths = _local(outputs)
    folder = _named_folder(sink)
    if folder is None:
        return None, Message("the sink does not say which folder it writes to")
    if folder in paths or not _holds(folder, paths):
        return _own_folder(folder.parent, [*paths, *_local(known)])
    return folder, Message("")


class SharedOutputs:
    """Tells which outputs an index has together with others, as far as the sinks say."""

    def __init__(self, sinks: Sequence[Any]) -> None:
        stores = (_named_folder(sink) for sink in sinks if getattr(sink, "one_store", False))
        self._stores = {str(path) for path in stores if path is not None}
        self._asked = [sink for sink in sinks if _tells_shared(type(sink))]

    def of(self, indices: Iterable[int]) -> set[str]:
        """Return the absolute paths that these indices may share."""
        if not self._asked:
            return self._stores
        named = {path for i in indices for sink in self._asked for path in sink.shared_outputs(i)}
        return self._stores | {str(Path(path).absolute()) for path in named}


def _tells_shared(kind: type[Any]) -> bool:
    return getattr(kind, "shared_outputs", Sink.shared_outputs) is not Sink.shared_outputs


def _local(paths: Iterable[str]) -> list[Path]:
    return [Path(path).absolute() for path in paths if "://" not in path]


def _named_folder(sink: Any) -> Path | None:
    """Return the value of the sink's parameter that is an output folder or file."""
    arguments = getattr(sink, "arguments", {})
    for param in params_of(sink):
        value = arguments.get(param.name)
        if param.widget in _WIDGETS and isinstance(value, (str, os.PathLike)):
            return Path(value).absolute()
    return None


_WIDGETS = ("output_folder", "output_file")


def _holds(folder: Path, paths: list[Path]) -> bool:
    return folder.is_dir() and all(path.is_relative_to(folder) for path in paths)


def _own_folder(folder: Path, paths: list[Path]) -> tuple[Path | None, Message]:
    strangers = _strangers(folder, paths)
    if strangers:
        return None, Message(
            "{folder} also holds {stranger}, which is not part of it; give the output a folder of "
            "its own",
            folder=folder,
            stranger=strangers[0],
        )
    return folder, Message("")


def _strangers(folder: Path, paths: list[Path]) -> list[str]:
    """Name what is in a folder besides these paths and the files of a data set."""
    ours = {
        path.relative_to(folder).parts[0] for path in paths if path.is_relative_to(folder)
    } | OWN_NAMES
    names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    others = [name for name in names[:_MANY] if name not in ours]
    return [name for name in others if not is_code_folder(folder / name)]
