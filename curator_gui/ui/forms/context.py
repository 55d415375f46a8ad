"""What editors need to know about the world around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from curator_gui.core.document_code.reading import Code
from curator_gui.core.documents.paths import resolve_path
from curator_gui.core.frozen import thaw
from curator_gui.core.params.param import Param
from curator_gui.core.registration.registry import Entry
from curator_gui.core.survey import StepFacts
from curator_gui.ui.common.text import say, tr

Pick = Callable[[QWidget, Param, str], str]


def pick_path(parent: QWidget, param: Param, start: str) -> str:
    """Ask for a path with the platform's dialog; "" if the person gave up."""
    title = tr("Choose {name}").format(name=say(param.label))
    if param.widget in ("folder", "output_folder"):
        return QFileDialog.getExistingDirectory(parent, title, start)
    patterns = " ".join(f"*{suffix}" for suffix in param.suffixes)
    offered = f"{say(param.label)} ({patterns});;" if patterns else ""
    ask = (
        QFileDialog.getSaveFileName
        if param.widget == "output_file"
        else QFileDialog.getOpenFileName
    )
    return ask(parent, title, start, offered + tr("All files (*)"))[0]


def _nowhere(code: Code) -> None:
    """Show code where no window does."""


@dataclass
class FormContext:
    """The folder of relative paths, a real input's name for examples, and the path picker.

    `facts` is what reaches the step of the form, None as long as that is not known; `size` counts
    the items of the source, and `entry` is the step's component; `values` are those of the form.
    `show_code` shows code beside the document, with the question whether it may run;
    `make_form` makes the form within a field that has one, and is set by the form around it.
    """

    base: Path | None = None
    label: str = ""
    facts: StepFacts | None = None
    size: int = 0
    entry: Entry | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    pick: Pick = pick_path
    show_code: Callable[[Code], None] = _nowhere
    make_form: Callable[[Sequence[Param], FormContext], Any] | None = None

    def offered(self, param: str, name: str = "", unit: str = "") -> Sequence[Any] | None:
        """Return what the step's component offers for a parameter beside the other values."""
        if self.entry is None:
            return None
        return self.entry.cls.offered(param, thaw(self.values), name, unit)

    def start_folder(self, text: str) -> str:
        """Return where the picker opens: at the present value, if there is one."""
        if not text:
            return str(self.base or Path.home())
        try:
            return str(resolve_path(text, self.base))
        except (OSError, RuntimeError):  # `~nobody` has no home folder
            return str(Path.home())
