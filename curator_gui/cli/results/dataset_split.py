"""`curator-gui dataset split`: the split of the window, without it."""

from __future__ import annotations

import argparse
import json

import numpy as np

from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE
from curator_gui.core.errors import ParamError
from curator_gui.core.sidecars.curation import LEAVE_OUT
from curator_gui.dataset.items.file import read_items
from curator_gui.dataset.items.table import DECISION, Items, Mask
from curator_gui.dataset.splits.checks import leaks
from curator_gui.dataset.splits.file import read_parts, read_plan, store
from curator_gui.dataset.splits.groups import TIME_BLOCKS
from curator_gui.dataset.splits.parts import Part, fold_parts, parse_parts
from curator_gui.dataset.splits.split import Split, SplitPlan, assign

SHOWN_LEAKS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of a split."""
    group = parser.add_argument_group("split")
    group.add_argument(
        "--parts",
        metavar="SIZES",
        help="shares or counts: 70%%,15%%,15%% or train=100,test=20; without: as stored",
    )
    group.add_argument(
        "--folds", type=int, metavar="N", help="N parts of the same size, for cross-validation"
    )
    group.add_argument("--by", metavar="COLUMN", help="items with the same value stay together")
    group.add_argument("--blocks", type=int, metavar="N", help="blocks of N steps stay together")
    group.add_argument("--gap", type=int, default=0, metavar="N", help="steps between two blocks")
    group.add_argument("--even-in", metavar="MEASURE", help="spread its values alike")
    group.add_argument("--seed", type=int, default=0, metavar="N", help="another one: other items")
    group.add_argument(
        "--fresh", action="store_true", help="place all items anew, not only the new ones"
    )


def split_dataset(arguments: argparse.Namespace) -> int:
    """Split a data set as the words say, and store that.

    Raises
    ------
    CuratorError
        If there is no such data set, the split cannot be made, or it cannot be written.
    """
    folder = arguments.folder.absolute()
    items = read_items(folder)
    plan = _plan(arguments)
    stored = None if arguments.fresh else read_parts(folder, items)
    if stored is not None and stored.any() and read_plan(folder) not in (None, plan):
        complain("the stored split was made otherwise: only new items follow this one; --fresh "
                 "places all anew")  # fmt: skip
    split = assign(items, plan, stored, _left_out(items))
    store(folder, items, split)
    return _say(arguments, items, split)


def _left_out(items: Items) -> Mask | None:
    if DECISION not in items:
        return None
    return np.asarray(items[DECISION].values == LEAVE_OUT, np.bool_)


def _plan(arguments: argparse.Namespace) -> SplitPlan:
    if arguments.by and arguments.blocks:
        raise ParamError("--by and --blocks are two ways to keep items together: choose one")
    if arguments.parts is not None and arguments.folds is not None:
        raise ParamError("--parts and --folds are two ways to divide the items: choose one")
    if arguments.parts is None and arguments.folds is None:
        stored = read_plan(arguments.folder.absolute())
        if stored is None:
            raise ParamError(
                "split needs --parts, such as 70%,15%,15% or train=100,test=20, or --folds 5"
            )
        return stored
    return SplitPlan(
        parts=_parts(arguments),
        seed=arguments.seed,
        together=TIME_BLOCKS if arguments.blocks else arguments.by or "",
        even_in=arguments.even_in or "",
        block=arguments.blocks or SplitPlan.block,
        gap=arguments.gap,
    )


def _parts(arguments: argparse.Namespace) -> tuple[Part, ...]:
    if arguments.folds is not None:
        return fold_parts(arguments.folds)
    return parse_parts(arguments.parts)


def _say(arguments: argparse.Namespace, items: Items, split: Split) -> int:
    found = [str(leak.words) for leak in leaks(items, split)]
    remarks = [str(words) for words in split.remarks]
    if arguments.json:
        data = {"parts": split.counts(), "in_no_part": split.outside, "placed": split.placed}
        data["remarks"] = remarks + found
        say(json.dumps(data))
        return EXIT_DONE
    for words in (*remarks, *found[:SHOWN_LEAKS]):
        complain(words)
    if len(found) > SHOWN_LEAKS:
        complain(f"... and {len(found) - SHOWN_LEAKS:,} more")
    counts = ", ".join(f"{name} {count:,}" for name, count in split.counts().items())
    rest = f"; {split.outside:,} items are in no part" if split.outside else ""
    say(f"{counts}{rest}; {split.placed:,} items were placed now")
    return EXIT_DONE
