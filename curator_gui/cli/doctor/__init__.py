"""`curator-gui doctor`: does everything that Curator relies on work on this machine?

It must come to its end on any machine. So nothing here imports a library, or a part of Curator that
does, before the check that is about it; Qt, extras and drawing are tried in processes of their own,
since a broken graphics library or extension module can end the process that loads it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from curator_gui.cli.doctor.checks import EXTRAS, all_findings
from curator_gui.cli.doctor.findings import Finding, say_plainly
from curator_gui.cli.doctor.probes import do_probe

__all__ = ["EXTRAS", "add_arguments", "examine", "main"]

HEALTHY, BROKEN = 0, 1


def main(words: Sequence[str]) -> int:
    """Run the command with the words behind it, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="curator-gui doctor", description="Check this installation."
    )
    add_arguments(parser)
    return examine(parser.parse_args(words))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE.zip",
        help="also write a file for a bug report: versions, settings, newest log and crash "
        "report, with paths shortened and secrets taken out; it is listed and asked about before",
    )
    parser.add_argument("--yes", action="store_true", help="write the --bundle without asking")
    parser.add_argument("--probe", help=argparse.SUPPRESS)  # one check, in a process of its own


def examine(arguments: argparse.Namespace) -> int:
    """Print all findings; with `--probe`, do that one check in this process instead."""
    if arguments.probe is not None:
        return do_probe(arguments.probe)
    findings = all_findings()
    healthy = all(finding.ok for finding in findings if finding.required)
    if arguments.json:
        data = {"healthy": healthy, "findings": [asdict(finding) for finding in findings]}
        say_plainly(json.dumps(data))
    else:
        _print(findings)
    if arguments.bundle is not None:
        from curator_gui.cli.doctor.bundle import offer_bundle

        if not offer_bundle(arguments.bundle, findings, ask=not arguments.yes):
            return BROKEN
    return HEALTHY if healthy else BROKEN


def _print(findings: list[Finding]) -> None:
    for finding in findings:
        mark = "ok  " if finding.ok else ("FAIL" if finding.required else "-   ")
        say_plainly(f"{mark} {finding.name:<24} {finding.detail}")
