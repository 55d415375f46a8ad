"""What this process has to be told once before components can be copied and shipped."""

from __future__ import annotations

import copyreg
import threading
from functools import cache


@cache
def keep_thread_locals() -> None:
    """Let components be copied and shipped that hold a `threading.local`.

    What is in it belongs to a thread of this process; a copy begins with an empty one, as any other
    thread does.
    """
    copyreg.pickle(threading.local, _empty_local)


def _empty_local(_: threading.local) -> tuple[type[threading.local], tuple[()]]:
    return threading.local, ()
