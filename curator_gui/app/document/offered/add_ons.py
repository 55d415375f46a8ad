"""Add-ons that take long to be imported: described by a process that no window waits for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from curator_gui.app.background import LatestCall
from curator_gui.core.errors import error_words
from curator_gui.core.message import Message
from curator_gui.core.registration.deferred import DescribedAddOn
from curator_gui.core.registration.registry import Registry

Describe = Callable[[], DescribedAddOn]


class AddOns(QObject):
    """Lets a process of its own import what is pending in a registry, one add-on after the other.

    Signals
    -------
    began(str)
        The add-on of this domain is being imported.
    came(str)
        Its components are registered, or the registry's failures say why not.
    """

    began = Signal(str)
    came = Signal(str)

    def __init__(self, registry: Registry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._domain = ""
        self._call = LatestCall("add-on", self)
        self._call.answered.connect(self._register)
        self._call.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether an add-on is being imported."""
        return self._call.busy

    def look(self) -> None:
        """Begin with what is pending; nothing happens while that is under way."""
        pending = self._registry.pending
        if self.busy or not pending:
            return
        self._domain, describe = next(iter(pending.items()))
        self._call.submit(partial(_described, describe))
        self.began.emit(self._domain)

    def stop(self) -> None:
        """Drop what is under way: the window closes."""
        self._call.cancel()

    def _register(self, found: DescribedAddOn) -> None:
        self._registry.add_described(self._domain, found)
        self.came.emit(self._domain)
        self.look()

    def _failed(self, error: BaseException) -> None:
        place = Message("add-on {name}", name=self._domain)
        self._register(DescribedAddOn((), {place: error_words(error)}))


def _described(describe: Describe) -> DescribedAddOn:
    """Call it in a process that ends with it: what it has imported is of no use any more."""
    from curator_gui.run.helper.process import HelperProcess  # joblib: 0.2 s of the start-up

    helper = HelperProcess()
    try:
        return helper.call(Message("importing an add-on"), describe)
    finally:
        helper.close()
