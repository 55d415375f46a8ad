from __future__ import annotations

import pytest

from curator_gui.core.message import Message
from curator_gui.run.hosts.exit_status import describe_exit


@pytest.mark.parametrize(
    "code, words",
    [
        (-11, "was killed by SIGSEGV (segmentation fault in compiled code)"),
        (-9, "was killed by SIGKILL (killed from outside, most often because memory ran out)"),
        (-6, "was killed by SIGABRT (aborted by compiled code)"),
        (-1, "was killed by SIGHUP"),
        (-250, "was killed by signal 250"),
        (3, "exited with code 3"),
        (0, "exited with code 0"),
        (None, "died without an exit code"),
        (3221225477, "died with code 0xc0000005 (access violation in compiled code)"),
        (-1073741571, "died with code 0xc00000fd (stack overflow)"),
    ],
)
def test_exit_codes_in_words(code: int | None, words: str) -> None:
    assert describe_exit(code) == words


def test_all_of_the_words_can_be_said_in_another_language() -> None:
    words = describe_exit(-9)
    assert isinstance(words, Message)
    inner = words.values["signal_words"]
    assert isinstance(inner, Message)
    assert str(inner.values["meaning"]).startswith("killed from outside")
