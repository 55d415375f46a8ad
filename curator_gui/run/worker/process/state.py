"""Settings of a process that every index should find as the first one did.

What a component changes there concerns all that run after it in its process, whoever they are: a
forbidden `open`, a file size limit of 0, another decimal comma, errors where NumPy used to warn.

Libraries set some of these once, when they are first loaded. What changes while modules are loaded
is taken for theirs, and stays.
"""

from __future__ import annotations

import _locale
import builtins
import os
import socket
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from curator_gui.core.message import Message

_NUMPY_DEFAULTS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


@dataclass
class Setting:
    """Something that can be read and set back.

    `named` describes it in a message; `of_libraries` says that a library may set it when it is
    loaded, `lasting` that such a change makes the process unfit for another run, and `trifling`
    compares what was found with what should be: whether setting it back is not worth a word.
    """

    named: Message
    read: Callable[[], Any]
    write: Callable[[Any], None]
    of_libraries: bool = False
    lasting: bool = True
    trifling: Callable[[Any, Any], bool] = lambda found, saved: False


def _set_builtins(saved: tuple[Any, ...]) -> None:
    builtins.__dict__.update(zip(_BUILTINS, saved, strict=True))


def _builtins_now() -> tuple[Any, ...]:
    """Return what has the names that Python gave out; what was added is nobody else's business."""
    try:
        return tuple(_all_builtins(builtins.__dict__))
    except KeyError:
        return ()


_BUILTINS = tuple(name for name in vars(builtins) if name != "_")
_all_builtins = itemgetter(*_BUILTINS)


def _streams() -> tuple[Any, ...]:
    return sys.stdin, sys.stdout, sys.stderr


def _set_streams(saved: tuple[Any, ...]) -> None:
    sys.stdin, sys.stdout, sys.stderr = saved


def _numpy_errors() -> dict[str, str]:
    numpy = sys.modules.get("numpy")
    return _NUMPY_DEFAULTS if numpy is None else numpy.geterr()


def _set_numpy_errors(saved: dict[str, str]) -> None:
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.seterr(**saved)


def _set_filters(saved: list[Any]) -> None:
    warnings.filters[:] = saved  # type: ignore[index]
    with warnings.catch_warnings():  # its end makes the change known, in every version of Python
        pass


def _only_quieter(found: list[Any], saved: list[Any]) -> bool:
    """Whether filters that came hide warnings.

    Libraries hide some for a moment (`warnings.catch_warnings`), which changes the filters of the
    whole process: of several threads that do so at once, one leaves them as another had them.
    """
    return all(entry[0] == "ignore" for entry in found if entry not in saved)


class _Umask:
    """The permissions that new files do not get: reading them means setting them."""

    def __init__(self) -> None:
        self._wanted = os.umask(0o022)
        os.umask(self._wanted)

    def read(self) -> int:
        return os.umask(self._wanted)  # at once what it should be

    def write(self, wanted: int) -> None:
        self._wanted = wanted
        os.umask(wanted)


def _limits() -> tuple[tuple[int, int], ...]:
    import resource

    return tuple([resource.getrlimit(kind) for kind in _KINDS])


def _set_limits(saved: tuple[tuple[int, int], ...]) -> None:
    import resource

    for kind, limits in zip(_KINDS, saved, strict=True):
        if resource.getrlimit(kind) != limits:
            resource.setrlimit(kind, limits)


def _limit_kinds() -> tuple[int, ...]:
    if sys.platform == "win32":
        return ()
    import resource

    names = ("AS", "CPU", "DATA", "FSIZE", "NOFILE", "NPROC")
    kinds = [getattr(resource, f"RLIMIT_{name}", None) for name in names]
    return tuple(kind for kind in kinds if kind is not None)


_KINDS = _limit_kinds()


def _locale_now() -> str:
    return str(_locale.setlocale(_locale.LC_ALL, None))


def _set_locale(saved: str) -> None:
    _locale.setlocale(_locale.LC_ALL, saved)


def settings() -> list[Setting]:
    """List what is looked after, besides what `Soundness` itself knows."""
    umask = _Umask()
    found = [
        Setting(Message("Python's built-in functions"), _builtins_now, _set_builtins),
        Setting(Message("the standard streams"), _streams, _set_streams),
        Setting(Message("the permissions of new files (umask)"), umask.read, umask.write),
        Setting(Message("the recursion limit"), sys.getrecursionlimit, sys.setrecursionlimit),
        Setting(
            Message("the time limit of new sockets"),
            socket.getdefaulttimeout,
            socket.setdefaulttimeout,
        ),
        Setting(Message("the locale"), _locale_now, _set_locale, of_libraries=True),
        Setting(
            Message("what NumPy does about floating-point errors"),
            _numpy_errors,
            _set_numpy_errors,
            of_libraries=True,
        ),
        Setting(
            Message("the filters for warnings"),
            lambda: list(warnings.filters),
            _set_filters,
            of_libraries=True,
            lasting=False,
            trifling=_only_quieter,
        ),
    ]
    if _KINDS:
        found.append(Setting(Message("the limits of the process (RLIMIT)"), _limits, _set_limits))
    return found


class ProcessState:
    """Remembers settings, modules and the search path of this process, and sets them back."""

    def __init__(self) -> None:
        self._settings = settings()
        self._pristine = [setting.read() for setting in self._settings]
        self.remember()

    def remember(self) -> None:
        """Take what there is now for what every index should find."""
        self._saved = [setting.read() for setting in self._settings]
        self._path = list(sys.path)
        self._modules = dict(sys.modules)

    def changed_since_new(self) -> str:
        """Name a setting that differs from what it was in the new process; "" if none does."""
        for setting, value in zip(self._settings, self._pristine, strict=True):
            if setting.lasting and setting.read() != value:
                return setting.named
        return ""

    def set_back(self) -> Iterator[tuple[str, bool]]:
        """Set back what differs; yield what that is, and whether it worked."""
        changed = sys.modules != self._modules
        loaded = changed and not sys.modules.keys() <= self._modules.keys()
        yield from self._set_settings_back(keep=loaded)
        if sys.path != self._path:
            yield from self._set_path_back()
        if loaded:
            self._modules = dict(sys.modules)
        elif changed:
            # A module that was taken away is loaded anew by whoever needs it next, as another one.
            sys.modules.update(self._modules)
            yield Message("the modules that are loaded"), True

    def _set_settings_back(self, *, keep: bool) -> Iterator[tuple[str, bool]]:
        for number, setting in enumerate(self._settings):
            value, saved = setting.read(), self._saved[number]
            if value == saved:
                continue
            if keep and setting.of_libraries:
                self._saved[number] = value
                continue
            try:
                setting.write(saved)
            except (OSError, ValueError):
                yield setting.named, False
            else:
                if not setting.trifling(value, saved):
                    yield setting.named, True

    def _set_path_back(self) -> Iterator[tuple[str, bool]]:
        """Put back what was taken from the search path; what was added may be needed later."""
        present = set(sys.path)
        gone = [place for place in self._path if place not in present]
        if gone:
            sys.path.extend(gone)
            yield Message("the search path for modules"), True
        self._path = list(sys.path)
