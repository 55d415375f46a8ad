"""Checks for components of one's own: does a class keep what the engine relies on?

In a test of one's own, with pytest or without::

    from curator_gui.testing import check_filter

    def test_my_filter():
        check_filter(lambda: Downsample(step=3), items=[mesh, other_mesh])

Each check constructs the component anew whenever it needs one, raises `AssertionError` with words
for what does not hold, and writes only into a temporary folder.
"""

from curator_gui.testing.checks import check_filter, check_sink, check_source
from curator_gui.testing.same import same

__all__ = ["check_filter", "check_sink", "check_source", "same"]
