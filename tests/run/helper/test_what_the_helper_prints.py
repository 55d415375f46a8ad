"""What a helper process prints comes to stderr, masked, whole, and with no file left behind."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from curator_gui.run.helper.process import HelperError, HelperProcess

SECRET = "abcdef"


def talk(code: int) -> str:
    print(f"to stdout s3://key:{SECRET}@bucket")
    print(f"to stderr {{'secret': '{SECRET}'}}", file=sys.stderr)
    os.write(1, b"not ended")
    if code:
        os._exit(code)
    return "result"


@pytest.mark.workers
def test_it_is_passed_on_masked(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    helper = HelperProcess()
    try:
        assert helper.call("talking", talk, 0) == "result"
        out, err = capfd.readouterr()
        assert out == ""
        assert err.splitlines() == [
            "to stdout s3://key:***@bucket",
            "to stderr {'secret': '***'}",
            "not ended",
        ]
        with pytest.raises(HelperError, match="the process that was talking"):
            helper.call("talking", talk, 3)
        assert capfd.readouterr().err.splitlines()[-1] == "not ended"
        assert helper.call("talking", talk, 0) == "result"
    finally:
        helper.close()
    assert list(tmp_path.glob("curator-printed-*")) == []
