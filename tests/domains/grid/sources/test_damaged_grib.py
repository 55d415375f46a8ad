from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator_gui.domains.grid import NetCDFSink
from curator_gui.domains.grid.errors import GridError
from curator_gui.domains.grid.sources.grib import GRIBSource
from curator_gui.run import RunConfig, execute
from tests.domains.grid.grib_files import on_pressure
from tests.fast import tried

FIELDS = [on_pressure("t", level) for level in (1000, 850, 500)]
pytestmark = pytest.mark.filterwarnings("ignore:damaged messages:UserWarning")

START, END = len(FIELDS[0]), len(FIELDS[0]) + len(FIELDS[1])
WHOLE = b"".join(FIELDS)

DAMAGE = {
    "end of the file": (WHOLE[:-20], 500, "message 3 at byte"),
    "end of a message": (WHOLE[: END - 4] + b"xxxx" + WHOLE[END:], 850, "message 2 at byte"),
    "length": (WHOLE[: START + 8] + b"\0\x7f" + WHOLE[START + 10 :], 850, "message 2 at byte"),
    "middle": (WHOLE[: START + 60] + WHOLE[END:], 850, "message 2 at byte"),
    "first letters": (
        WHOLE[:START] + b"XXXX" + WHOLE[START + 4 :],
        850,
        f"{END - START} bytes at byte {START} that belong to no message",
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_message_is_named_and_refused_or_left_out(tmp_path, kind):
    content, level, words = DAMAGE[kind]
    (tmp_path / "a.grib").write_bytes(WHOLE)
    (whole,) = GRIBSource(str(tmp_path))[0]
    (tmp_path / "a.grib").write_bytes(content)
    with pytest.raises(GridError, match=f"a.grib is damaged: {words}"):
        list(GRIBSource(str(tmp_path))[0])
    source = GRIBSource(str(tmp_path), damaged="leave out")
    (item,) = source[0]
    assert item["t"].identical(whole["t"].drop_sel(isobaricInhPa=level))
    (note,) = source.look_ahead(None, [0])
    assert words in note
    assert note.startswith(f"damaged messages of {tmp_path / 'a.grib'} are left out: ")


@pytest.mark.parametrize("content", [b"", b"hello" * 100, WHOLE[:50]])
@pytest.mark.parametrize("damaged", ["refuse", "leave out"])
def test_a_file_without_a_whole_message_is_refused(tmp_path, content, damaged):
    (tmp_path / "a.grib").write_bytes(content)
    source = GRIBSource(str(tmp_path), dimension="time", damaged=damaged)
    assert len(source) == 1
    with pytest.raises(GridError, match=r"a\.grib (is damaged|holds no GRIB message)"):
        list(source[0])


def test_headings_and_padding_between_messages_are_no_damage(tmp_path):
    heading = b"\x01\r\r\n001\r\r\nHTAA50 KWBC 010000\r\r\n"
    content = b"".join(heading + field + bytes(2000) for field in FIELDS)
    (tmp_path / "a.grib").write_bytes(content)
    source = GRIBSource(str(tmp_path))
    (item,) = source[0]
    assert item["isobaricInhPa"].values.tolist() == [1000, 850, 500]
    assert list(source.look_ahead(None, [0])) == []


@settings(max_examples=tried(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_that_ends_anywhere_gives_its_whole_messages_or_an_error(tmp_path, size):
    (tmp_path / "a.grib").write_bytes(WHOLE[:size])
    source = GRIBSource(str(tmp_path), damaged="leave out")
    whole = size // START
    if not whole:
        with pytest.raises(GridError, match=r"a\.grib"):
            list(source[0])
        return
    (item,) = source[0]
    assert item["isobaricInhPa"].size == whole


@pytest.mark.workers
def test_a_header_that_eccodes_may_die_of_costs_its_own_index_only(tmp_path):
    # The length of section 3 of the second message: ecCodes 2.50 writes beyond its memory then.
    at = WHOLE.index(b"GRIB", 1) + 16 + 21
    broken = WHOLE[:at] + b"\x2b\0\0\0\x03" + WHOLE[at + 5 :]
    for number in range(4):
        content = broken if number == 2 else WHOLE
        (tmp_path / f"{number}.grib").write_bytes(content)
    pipeline = GRIBSource(str(tmp_path)).write(NetCDFSink(tmp_path / "out"))
    options = {"max_attempts": 1, "dataset": False}
    result = execute(pipeline, RunConfig(n_jobs=1, options=options))
    assert sorted(result.outputs) == [0, 1, 3]
