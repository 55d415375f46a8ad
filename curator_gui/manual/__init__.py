"""The manual: one source for the window (F1), the command line (`help`) and HTML.

Written pages stand in `resources/manual/LANGUAGE/TOPIC.md`; those of components and options are
made from what the components and backends themselves declare.
"""

from __future__ import annotations

from curator_gui.manual.book import Manual, Section
from curator_gui.manual.page import Hit, Page, TopicError

__all__ = ["Hit", "Manual", "Page", "Section", "TopicError"]
