"""The commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from curator_gui import __version__
from curator_gui.cli.argument_types import count, option, port

EXIT_CODES = """\
exit codes: 0 all indices done, 2 bad document, options or indices (nothing was started),
3 some indices failed or were not run, or merging their results failed, 130 and 143 ended by
SIGINT and SIGTERM."""

Command = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage of all options around it."""

    def error(self, message: str) -> NoReturn:
        """Print the problem and leave with exit code 2."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _open(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.window import open_window
    from curator_gui.core.storage.places import make_private

    make_private()
    return open_window(arguments.file)


def _demo(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.demo import open_demo
    from curator_gui.core.storage.places import make_private

    make_private()
    return open_demo(arguments.sample, arguments.folder, only_copy=arguments.only_copy)


def _run(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.running.run_command import run_documents
    from curator_gui.core.storage.places import make_private

    make_private()
    return run_documents(arguments)


def _plan(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.running.plan_command import show_plan

    return show_plan(arguments)


def _preview(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.running.preview_command import show_preview

    return show_preview(arguments)


def _survey(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.running.survey_command import show_survey

    return show_survey(arguments)


def _export(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.export_command import export_document

    return export_document(arguments.document, arguments.target)


def _runs(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.results.runs_command import show_runs

    return show_runs(arguments)


def _serve(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.results.serve_command import serve_record

    return serve_record(arguments)


def _dataset(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.results.dataset_command import handle_dataset

    return handle_dataset(arguments)


def _components(arguments: argparse.Namespace) -> int:
    if arguments.action == "new":
        from curator_gui.cli.own.new_component import new_component
        from curator_gui.core.storage.folders import component_folder

        folder = arguments.folder or component_folder()
        return new_component(arguments.name, arguments.domain, folder)
    if arguments.action in ("add", "remove"):
        from curator_gui.cli.own.add_on import change_add_on

        return change_add_on(add=arguments.action == "add")
    from curator_gui.cli.own.components import show_components

    return show_components(as_json=arguments.json)


def _trust(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.own.trust_command import change_trust
    from curator_gui.core.storage.places import make_private

    make_private()
    return change_trust(arguments)


def _cluster(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.running.cluster_command import check

    return check(arguments)


def _doctor(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.doctor import examine

    return examine(arguments)


def _help(arguments: argparse.Namespace) -> int:
    from curator_gui.cli.help_command import show_help

    return show_help(arguments)


def _add_open(parser: argparse.ArgumentParser) -> None:
    words = "a pipeline document, or data: a file or a folder"
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE or FOLDER", help=words)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sample", nargs="?", default="dam-break", help="name of the sample project")
    parser.add_argument(
        "--folder", type=Path, help="where the copy goes (the folder Curator in your documents)"
    )
    parser.add_argument(
        "--only-copy", action="store_true", help="copy it and print the document's path"
    )


def _add_choices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j", "--n-jobs", type=int, metavar="N", help="number of workers; -1: all cores"
    )
    parser.add_argument("--backend", metavar="NAME", help="loky, dask or sequential")
    parser.add_argument(
        "--indices", metavar="EXPR", help='which items: "all", "0-9,20:40:2", "every 10th"'
    )
    _add_option(parser)
    parser.add_argument(
        "--on-error",
        choices=("continue", "stop", "raise"),
        help="after a failed index: go on, or begin no further one (stop, raise)",
    )
    _add_record(parser)
    _add_trusted(parser)


def _add_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--option",
        action="append",
        default=[],
        type=option,
        metavar="NAME=VALUE",
        help="an option of the backend, such as timeout=30; can be repeated",
    )


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the result as one JSON line")
    parser.add_argument("--record", type=Path, metavar="PATH", help="where the run record goes")
    parser.add_argument("--no-record", action="store_true", help="keep no run record")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="skip indices that any earlier run finished and whose outputs are there and current; "
        "with --record: that this one did",
    )


def _add_run(parser: argparse.ArgumentParser) -> None:
    words = "NAME.curator.yaml or .json; several run one after another"
    parser.add_argument("document", type=Path, nargs="*", metavar="DOC", help=words)
    parser.add_argument("--queue", action="store_true", help="work off the queue of the window")
    # What the window gives to a run that goes on without it: the file that the person knows.
    parser.add_argument("--document-path", type=Path, help=argparse.SUPPRESS)
    _add_choices(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar")
    words = "append every event as a line of JSON; -: to standard output"
    parser.add_argument("--events", metavar="FILE", help=words)
    words = "keep a file for Prometheus, replaced every 5 s (NAME.prom)"
    parser.add_argument("--metrics", type=Path, metavar="FILE", help=words)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=Path, metavar="DOC", help="NAME.curator.yaml or .json")
    parser.set_defaults(document_path=None)
    _add_choices(parser)
    parser.add_argument(
        "--sample",
        type=count,
        default=0,
        metavar="N",
        help="run N items now, writing into a temporary folder, to estimate time and disk space",
    )
    parser.set_defaults(quiet=True)


def _add_preview(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=Path, metavar="DOC", help="NAME.curator.yaml or .json")
    parser.add_argument("--index", type=int, default=0, metavar="N", help="which item (0)")
    parser.add_argument("--json", action="store_true", help="as JSON, with all statistics")
    _add_trusted(parser)


def _add_survey(parser: argparse.ArgumentParser) -> None:
    words = "a folder, a file, or a pipeline document"
    parser.add_argument("path", type=Path, metavar="PATH", help=words)
    parser.add_argument("--json", action="store_true", help="as JSON, with all statistics")
    _add_trusted(parser)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=Path, metavar="DOC", help="NAME.curator.yaml or .json")
    words = ".py: a script; .yaml or .json: a pipeline of physicsnemo-curator"
    parser.add_argument("target", type=Path, metavar="TARGET", help=words)
    _add_trusted(parser)


def _add_runs(parser: argparse.ArgumentParser) -> None:
    words = "show the code beside the document that the run ran, as it was then"
    parser.add_argument("--code", action="store_true", help=words)
    parser.add_argument(
        "record", nargs="?", type=Path, metavar="RECORD", help="show this run with its failures"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write its report as HTML")
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write its results as .csv or .parquet"
    )
    words = "let this run, which goes on without a window, have N workers from now on"
    parser.add_argument("--workers", type=int, metavar="N", help=words)
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many (20)")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", type=Path, metavar="RECORD", help="the run's record")
    words = "where to listen (127.0.0.1: this machine alone; 0.0.0.0: the network)"
    parser.add_argument("--address", default="127.0.0.1", metavar="ADDRESS", help=words)
    words = "0, the default: any that is free"
    parser.add_argument("--port", type=port, default=0, metavar="PORT", help=words)
    words = "of the page: en or de (that of each browser)"
    parser.add_argument("--language", choices=("en", "de"), default="", help=words)


def _add_dataset(parser: argparse.ArgumentParser) -> None:
    from curator_gui.cli.results.dataset_split import add_arguments

    words = "info: what it holds; verify: read all outputs again; split: part it"
    more = "card: write its files anew; export: copy items of it"
    actions = ("info", "verify", "split", "card", "export")
    parser.add_argument("action", choices=actions, help=f"{words}; {more}")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of the data set")
    parser.add_argument("target", type=Path, nargs="?", metavar="TARGET", help="export: where to")
    parser.add_argument("--part", metavar="NAME", help="export: only this part of the split")
    parser.add_argument(
        "--decision",
        choices=("keep", "leave out", "check later"),
        help="export: only items with this decision",
    )
    parser.add_argument(
        "--view", metavar="NAME", help="export: only what this saved view of the window shows"
    )
    words = "export: one extended XYZ file for each part, as MACE trains from"
    parser.add_argument("--xyz-parts", action="store_true", help=words)
    parser.add_argument("--link", action="store_true", help="export: hard links instead of copies")
    parser.add_argument("--json", action="store_true", help="as one JSON line")
    add_arguments(parser)


def _add_components(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, with all parameters")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    new = actions.add_parser("new", help="write a component to begin with, and its test")
    new.add_argument("name", metavar="NAME", help="of its class, such as ScalePressure")
    new.add_argument("--domain", default="mesh", choices=("mesh", "grid", "atoms"))
    new.add_argument("--folder", type=Path, help="where it goes (the folder of your components)")
    for word, words in (("add", "offer the classes of an installed package"), ("remove", "not")):
        action = actions.add_parser(word, help=f"{words}")
        action.add_argument("package", choices=("physicsnemo-curator",))


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=Path, metavar="DOC", help="NAME.curator.yaml or .json")
    parser.add_argument("-j", "--n-jobs", type=int, metavar="N", help="number of workers")
    _add_option(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--document-path", type=Path, help=argparse.SUPPRESS)
    _add_trusted(parser)
    parser.set_defaults(backend="dask", indices=None, on_error=None)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    from curator_gui.cli.doctor import add_arguments

    add_arguments(parser)


def _add_trust(parser: argparse.ArgumentParser) -> None:
    from curator_gui.cli.own.trust_command import add_arguments

    add_arguments(parser)


def _add_trusted(parser: argparse.ArgumentParser) -> None:
    words = "agree, for this command, to the code beside a document that has this digest"
    parser.add_argument("--trust", action="append", default=[], metavar="SHA256", help=words)


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "topic", nargs="?", default="", help="a page, such as results or mesh.VTKSource"
    )
    parser.add_argument("--search", nargs="+", metavar="WORD", help="find the pages with all words")
    parser.add_argument("--html", type=Path, metavar="FOLDER", help="write all pages as HTML")
    parser.add_argument("--language", default="en", choices=("en", "de"), help="of the pages (en)")


_COMMANDS: dict[str, tuple[Command, Callable[[argparse.ArgumentParser], None], str]] = {
    "open": (_open, _add_open, "open the window, with a document or data if named (the default)"),
    "demo": (_demo, _add_demo, "open the window on a copy of a sample project"),
    "run": (_run, _add_run, "run documents without a window, one after another"),
    "plan": (_plan, _add_plan, "say what a run would do, without starting it"),
    "preview": (_preview, _add_preview, "show what each step makes of one item, without writing"),
    "survey": (_survey, _add_survey, "say what a folder, file or pipeline's source holds"),
    "export": (_export, _add_export, "write a document as a script or for physicsnemo-curator"),
    "runs": (_runs, _add_runs, "list the newest runs, or what came of one"),
    "serve": (_serve, _add_serve, "show a run in a browser: progress, failures, data set"),
    "dataset": (_dataset, _add_dataset, "show, verify, split or export the data set of a run"),
    "components": (_components, _add_components, "list the sources, filters and sinks"),
    "trust": (_trust, _add_trust, "show the code beside a document, and agree that it is run"),
    "help": (_help, _add_help, "show the manual: a page, a search, or all of it as HTML"),
    "cluster": (_cluster, _add_cluster, "try whether a document's cluster can run it"),
    "doctor": (_doctor, _add_doctor, "check this installation: versions, extras, Qt, workers"),
}
COMMANDS = tuple(_COMMANDS)
_EPILOGS = {
    "run": EXIT_CODES,
    "cluster": "exit codes: 0 all well, 2 no cluster or a wrong word, 3 a check failed.",
    "dataset": "exit codes: 0 all well, 2 no data set or a wrong word, 3 verify found something.",
}


def make_parser() -> argparse.ArgumentParser:
    """Make the parser; the parsed `command` is a function that takes the arguments."""
    parser = Parser(
        prog="curator-gui",
        description="Turn folders of simulation results into data sets for machine learning.",
        epilog="curator-gui FILE or FOLDER opens the window on a document or on data.",
    )
    parser.add_argument("--version", action="version", version=f"Curator {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (function, add_arguments, words) in _COMMANDS.items():
        options: dict[str, Any] = {"epilog": _EPILOGS[name]} if name in _EPILOGS else {}
        command = commands.add_parser(name, help=words, description=words.capitalize(), **options)
        add_arguments(command)
        command.set_defaults(command=function)
    return parser
