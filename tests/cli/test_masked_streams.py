"""What a command prints is masked by the line, however many pieces it comes in."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from curator_gui.cli.streams import masked_streams
from curator_gui.core.masking.streams import MaskedStream

ADDRESS = "s3://key:abcdef@bucket"


def test_a_secret_in_pieces_is_masked() -> None:
    told = io.StringIO()
    stream = MaskedStream(told)
    print("secret=", "abcdef", sep="", file=stream)
    for piece in ("s3://key:", "abc", "def@bucket"):
        stream.write(piece)
    assert told.getvalue() == "secret=***\n"  # the rest may go on
    stream.flush()
    assert told.getvalue() == "secret=***\ns3://key:***@bucket"


def test_a_line_that_is_written_over_is_shown_at_once() -> None:
    told = io.StringIO()
    stream = MaskedStream(told)
    stream.write("50 %\r")
    stream.writelines(["a\n", f"{ADDRESS}\n"])
    assert told.getvalue() == "50 %\ra\ns3://key:***@bucket\n"
    assert not stream.isatty()


def test_both_streams_are_masked_and_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    with masked_streams():
        print(ADDRESS)
        sys.stderr.write(ADDRESS)
    assert (sys.stdout, sys.stderr) == before
    out, err = capsys.readouterr()
    assert (out, err) == ("s3://key:***@bucket\n", "s3://key:***@bucket")


def test_a_closed_stream_does_not_hide_an_error(tmp_path: Path) -> None:
    with (tmp_path / "told").open("w") as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", file)
        with masked_streams():
            print("a", end="")
            file.close()
