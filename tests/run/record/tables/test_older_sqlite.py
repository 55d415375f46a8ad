"""Records can be made with the SQLite of older systems, such as 3.34 of Debian 11, RHEL 9."""

from __future__ import annotations

import re

from curator_gui.run.record.tables import schema, statements


def test_every_conflict_clause_names_its_columns() -> None:
    # Before 3.35 `ON CONFLICT DO UPDATE` without them is a syntax error.
    for module in (statements, schema):
        texts = [value for value in vars(module).values() if isinstance(value, (str, tuple, list))]
        assert "ON CONFLICT (" in str(texts)
        assert not re.search(r"ON CONFLICT\s+DO UPDATE", str(texts))
