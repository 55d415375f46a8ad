"""`curator-gui dataset`: what a data set holds, whether it is whole, and copies of parts of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any

from curator_gui.cli.printing import complain, say
from curator_gui.cli.problems import EXIT_DONE, EXIT_SOME_FAILED
from curator_gui.core.errors import CuratorError, ParamError, error_words
from curator_gui.core.text.plain_text import one_line
from curator_gui.core.text.quantities import bytes_text
from curator_gui.dataset.exporting import export
from curator_gui.dataset.handing_over.writing import HandedOver, write_again
from curator_gui.dataset.items.saved_views import items_of_view
from curator_gui.dataset.loading.item_rows import Item, read_table
from curator_gui.dataset.own_files import check_folder, read_statistics
from curator_gui.dataset.unlisted import unlisted_words
from curator_gui.dataset.verifying import verify
from curator_gui.dataset.xyz_parts import export_xyz

SHOWN_PROBLEMS = 50
SHOWN_MEASURES = 40


def handle_dataset(arguments: argparse.Namespace) -> int:
    """Do what the words say and return the exit code.

    Raises
    ------
    CuratorError
        If there is no such data set, or the words do not fit together.
    """
    _check_words(arguments)
    check_folder(arguments.folder)
    try:
        return _ACTIONS[arguments.action](arguments)
    except OSError as error:
        raise CuratorError("{error}", error=error_words(error)) from error


def _check_words(arguments: argparse.Namespace) -> None:
    given = [name for name in ("target", "part", "decision", "view") if getattr(arguments, name)]
    given += [name for name in ("link", "xyz_parts") if getattr(arguments, name)]
    _check_split_words(arguments)
    if arguments.action == "export":
        if arguments.target is None:
            raise ParamError("export needs a TARGET: the folder to copy to")
        if "xyz_parts" in given and len(given) > 2:
            raise ParamError("--xyz-parts takes all parts, and copies nothing else")
    elif given:
        raise ParamError(
            "{word} is only for export, not for {action}",
            word=given[0].replace("_", "-"),
            action=arguments.action,
        )


def _check_split_words(arguments: argparse.Namespace) -> None:
    names = ("parts", "folds", "by", "blocks", "gap", "even_in", "seed", "fresh")
    given = [name.replace("_", "-") for name in names if getattr(arguments, name)]
    if given and arguments.action != "split":
        raise ParamError(
            "--{word} is only for split, not for {action}", word=given[0], action=arguments.action
        )


def _info(arguments: argparse.Namespace) -> int:
    statistics, items = read_statistics(arguments.folder), read_table(arguments.folder)
    data = _info_data(statistics, items)
    if arguments.json:
        say(json.dumps(data))
        return EXIT_DONE
    say(f"{data['items']:,} items, {bytes_text(data['bytes'])}, {data['left_out']:,} not in it")
    for word in ("parts", "decisions"):
        counts = ", ".join(f"{name} {count:,}" for name, count in data[word].items())
        if word == "parts" and counts and (apart := data["items"] - sum(data[word].values())):
            counts += f"; {apart:,} in none"
        say(f"{word}: {counts or 'none'}")
    _say_measures(statistics["measures"])
    return EXIT_DONE


def _info_data(statistics: dict[str, Any], items: tuple[Item, ...]) -> dict[str, Any]:
    return {
        "items": len(items),
        "bytes": statistics["bytes"],
        "left_out": statistics["left_out"],
        "parts": dict(Counter(item.split for item in items if item.split)),
        "decisions": dict(Counter(item.decision for item in items if item.decision)),
        "measures": statistics["measures"],
    }


def _say_measures(measures: dict[str, Any]) -> None:
    numbers = {name: known for name, known in measures.items() if known.get("min") is not None}
    for name, known in list(numbers.items())[:SHOWN_MEASURES]:
        unit = f" {known['unit']}" if known["unit"] else ""
        ends = f"{known['min']:.6g} to {known['max']:.6g}{unit}"
        middle = f", mean {known['mean']:.6g}" if known.get("mean") is not None else ""
        say(f"  {one_line(name)}: {ends}{middle}")
    if len(numbers) > SHOWN_MEASURES:
        say(f"  and {len(numbers) - SHOWN_MEASURES} more measures: see statistics.json")


def _verify(arguments: argparse.Namespace) -> int:
    found = verify(arguments.folder, None if arguments.json else _progress)
    if arguments.json:
        problems = [str(words) for words in found.problems]
        plain = {"items": found.items, "outputs": found.outputs, "bytes": found.bytes}
        more = {"continued": found.continued, "unlisted": found.unlisted, "problems": problems}
        say(json.dumps(plain | more))
    else:
        if found.unlisted:
            complain(unlisted_words(found.unlisted))
        _say_verified(found.outputs, found.bytes, found.continued, list(map(str, found.problems)))
    return EXIT_SOME_FAILED if found.problems else EXIT_DONE


def _say_verified(outputs: int, size: int, continued: int, problems: list[str]) -> None:
    for words in problems[:SHOWN_PROBLEMS]:
        complain(words)
    if len(problems) > SHOWN_PROBLEMS:
        complain(f"... and {len(problems) - SHOWN_PROBLEMS:,} more; --json lists all")
    before = f"; {continued:,} were read by a verification before" if continued else ""
    say(f"{outputs:,} outputs, {bytes_text(size)} read{before}: {len(problems):,} problems")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done:,} of {total:,} outputs", end=end, file=sys.stderr, flush=True)


def _split(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.results.dataset_split import split_dataset

    return split_dataset(arguments)


def _card(arguments: argparse.Namespace) -> int:
    return _say_written(write_again(arguments.folder), arguments)


def _export(arguments: argparse.Namespace) -> int:
    if arguments.xyz_parts:
        return _say_written(export_xyz(arguments.folder, arguments.target), arguments)
    chosen = _chosen(arguments)
    found = export(arguments.folder, arguments.target, chosen, link=arguments.link)
    return _say_written(found, arguments)


def _chosen(arguments: argparse.Namespace) -> list[int] | None:
    """Return the indices of part, decision and view that are asked for; None for all."""
    if not any((arguments.part, arguments.decision, arguments.view)):
        return None
    items = read_table(arguments.folder)
    parts = list(dict.fromkeys(item.split for item in items if item.split))
    if arguments.part is not None and arguments.part not in parts:
        raise ParamError(
            "there is no part {part}; there are {parts}",
            part=repr(arguments.part),
            parts=", ".join(parts) or "none: the data set was not split",
        )
    wanted = (arguments.part, arguments.decision)
    chosen = [item.index for item in items if _is_wanted(item, *wanted)]
    if arguments.view is None:
        return chosen
    shown = set(items_of_view(arguments.folder, arguments.view))
    return [index for index in chosen if index in shown]


def _is_wanted(item: Item, part: str | None, decision: str | None) -> bool:
    return part in (None, item.split) and decision in (None, item.decision)


def _say_written(found: HandedOver, arguments: argparse.Namespace) -> int:
    words = [str(one) for one in found.words]
    if arguments.json:
        say(json.dumps({"folder": str(found.folder), "items": found.items, "said": words}))
    else:
        for one in words:
            say(one)
    return EXIT_DONE


_ACTIONS = {"info": _info, "verify": _verify, "split": _split, "card": _card, "export": _export}
