"""`curator-gui dataset split`: put the items of a data set into parts, without leakage."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE, EXIT_SOME_FAILED
from curator_gui.core.curation import LEAVE_OUT
from curator_gui.core.errors import ParamError
from curator_gui.core.message import quoted
from curator_gui.dataset.items import BYTES, DECISION, Column, Items, Mask, Texts
from curator_gui.dataset.items_file import read_items
from curator_gui.dataset.split import (
    TEST,
    TRAIN,
    VALIDATION,
    Part,
    Split,
    SplitPlan,
    assign,
    fold_parts,
)
from curator_gui.dataset.split_checks import leaks, shifts
from curator_gui.dataset.split_file import read_parts, read_plan, store
from curator_gui.dataset.split_groups import TIME_BLOCKS

NAMES = {2: (TRAIN, TEST), 3: (TRAIN, VALIDATION, TEST)}
WORDS = ("parts", "folds", "by", "even_in", "seed", "blocks", "gap", "anew")


def split_dataset(arguments: argparse.Namespace) -> int:
    """Split a data set and say what came of it; leaks give exit code 3.

    Raises
    ------
    CuratorError
        If the words do not fit, a part would be empty, or the folder cannot be written.
    """
    folder: Path = arguments.folder
    items = read_items(folder)
    plan = _plan(arguments, folder)
    stored = None if arguments.anew else read_parts(folder, items)
    split = assign(items, plan, stored, _left_out(items))
    store(folder, items, split, _decisions(items))
    return _tell(items, split, arguments)


def _plan(arguments: argparse.Namespace, folder: Path) -> SplitPlan:
    """Return what the words ask for; where they say nothing, what the stored split was made by."""
    before = None if arguments.anew else read_plan(folder)
    plan = before or SplitPlan()
    parts = plan.parts
    if arguments.folds is not None:
        parts = fold_parts(arguments.folds)
    elif arguments.parts is not None:
        parts = read_shares(arguments.parts)
    together = TIME_BLOCKS if arguments.blocks is not None else arguments.by
    return SplitPlan(
        parts=parts,
        seed=plan.seed if arguments.seed is None else arguments.seed,
        together=plan.together if together is None else together,
        even_in=plan.even_in if arguments.even_in is None else arguments.even_in,
        block=plan.block if arguments.blocks is None else max(1, arguments.blocks),
        gap=plan.gap if arguments.gap is None else max(0, arguments.gap),
    )


def read_shares(text: str) -> tuple[Part, ...]:
    """Read "70,15,15" or "train=80%,test=40": shares in percent, or counts by name.

    Raises
    ------
    ParamError
        If a part cannot be read, or has no name where there are not two or three.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    names = NAMES.get(len(words), ())
    return tuple(_part(word, names[n] if n < len(names) else "") for n, word in enumerate(words))


def _part(word: str, usual: str) -> Part:
    name, equals, amount = word.rpartition("=")
    name = name.strip() or usual
    try:
        if not name:
            raise ValueError(word)
        if equals and not amount.endswith("%"):
            return Part(name, count=int(amount))
        return Part(name, float(amount.removesuffix("%")) / 100)
    except ValueError as error:
        raise ParamError(
            "{word} is no part: write shares such as 70,15,15, or train=80%,test=40",
            word=quoted(word),
        ) from error


def _decisions(items: Items) -> Texts:
    empty = np.full(len(items), "", np.object_)
    return items[DECISION].values if DECISION in items else empty


def _left_out(items: Items) -> Mask:
    return np.asarray(_decisions(items) == LEAVE_OUT, np.bool_)


def _tell(items: Items, split: Split, arguments: argparse.Namespace) -> int:
    found, counts = leaks(items, split), split.counts()
    rest = len(items) - sum(counts.values())
    apart = [s for s in shifts(items, split, _compared(items)) if s.verdict != "alike"]
    if arguments.json:
        told = [str(leak.words) for leak in found]
        say(json.dumps({"parts": counts, "in_no_part": rest, "leaks": told}))
        return EXIT_SOME_FAILED if found else EXIT_DONE
    say(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    say(f"{split.placed:,} items placed now, {rest:,} in no part")
    for remark in (*split.remarks, *(leak.words for leak in found)):
        complain(str(remark))
    for shift in apart:
        few = f", {shift.groups} groups only" if shift.verdict == "few groups" else ""
        say(f"{shift.measure}: {shift.part} lies {shift.distance:.2f} of 1 from the first{few}")
    return EXIT_SOME_FAILED if found else EXIT_DONE


def _compared(items: Items) -> list[Column]:
    plain = [c for c in items.measures if c.key != BYTES and not c.key.endswith("_share")]
    return [c for c in plain if c.limits is not None and c.limits[0] < c.limits[1]]
