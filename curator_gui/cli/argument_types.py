"""What values on the command line mean."""

from __future__ import annotations

import argparse

MOST_PORT = 65535


def count(text: str) -> int:
    """Read how many items are wanted."""
    if not text.isascii() or not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of items, such as 4")
    return int(text)


def port(text: str) -> int:
    """Read the number of a TCP port."""
    if not text.isascii() or not text.isdecimal() or int(text) > MOST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 0 to {MOST_PORT}")
    return int(text)


def option(text: str) -> tuple[str, str]:
    """Read an option of a run: its name and its value."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is no NAME=VALUE, such as timeout=30")
    return name.strip(), value.strip()
