"""A record keeps the code beside the document once, and believes only the texts of a digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curator_gui.core.document_code.kept import LARGE, OTHER, UNKNOWN, KeptCode
from curator_gui.core.document_code.reading import Code
from curator_gui.run.record import RecordWriter, RunMeta, RunRecord

Meta = Callable[..., RunMeta]


def _kept(text: str) -> KeptCode:
    code = Code(Path("steps.py"), (("steps", text), ("near", "y = 1\n")))
    return KeptCode(code.digest, "steps.py", code.texts)


ONE, TWO, LEFT_OUT = _kept("x = 1\n"), _kept("x = 2\n"), KeptCode("e" * 64, "big.py", (), LARGE)


@pytest.fixture
def record(tmp_path: Path, make_meta: Meta) -> Path:
    path = tmp_path / "one.curator-run"
    RecordWriter.create(path, make_meta(code=(ONE, TWO, LEFT_OUT))).close()
    return path


def _code(path: Path) -> dict[str, KeptCode]:
    with RunRecord.open(path) as record:
        return {kept.digest: kept for kept in record.meta.code}


def test_code_is_kept_once_also_when_the_run_goes_on(record: Path, make_meta: Meta) -> None:
    expected = {kept.digest: kept for kept in (ONE, TWO, LEFT_OUT)}
    assert _code(record) == expected
    RecordWriter.open_existing(record, make_meta(code=(ONE,))).close()
    assert _code(record) == expected
    with closing(sqlite3.connect(record)) as database:
        assert database.execute("SELECT count(*) FROM code").fetchone() == (5,)


def test_a_record_of_before_gets_the_code_when_it_goes_on(tmp_path: Path, make_meta: Meta) -> None:
    path = tmp_path / "old.curator-run"
    RecordWriter.create(path, make_meta()).close()
    with closing(sqlite3.connect(path)) as database:
        assert not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'code'").fetchone()
    assert _code(path) == {}
    RecordWriter.open_existing(path, make_meta(code=(ONE,))).close()
    assert _code(path) == {ONE.digest: ONE}


@pytest.mark.parametrize(
    "statement, why",
    [
        ("UPDATE code SET text = 'import os' WHERE position = 0", OTHER),
        ("UPDATE code SET name = '../../up' WHERE position = 1", OTHER),
        ("UPDATE code SET file = '/etc/passwd'", OTHER),
        ("UPDATE code SET text = x'00' WHERE position = 1", OTHER),
        ("UPDATE code SET name = ''", UNKNOWN),
        ("UPDATE code SET text = printf('%.*c', 3000000, 'x') WHERE position = 0", OTHER),
    ],
)
def test_what_somebody_has_changed_in_it_does_not_count(
    record: Path, statement: str, why: str
) -> None:
    with closing(sqlite3.connect(record)) as database:
        database.execute(f"{statement} {'AND' if 'WHERE' in statement else 'WHERE'} why = ''")
        database.commit()
    found = _code(record)
    for digest in (ONE.digest, TWO.digest):
        assert (found[digest].texts, found[digest].why) == ((), why)
    assert found[LEFT_OUT.digest] == LEFT_OUT
