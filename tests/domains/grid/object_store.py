"""A server that speaks S3, in a process of its own, which can be killed."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import fsspec

from curator_gui.core.remote import addresses

BUCKET = "bucket"


_kept: list[Any] = []
"""Connections that were opened: closing them needs the loop that they were opened in."""


def forget_connections() -> None:
    """Have the next address connect anew, with the variables as they are now."""
    import s3fs

    _kept.extend(s3fs.S3FileSystem._cache.values())
    s3fs.S3FileSystem.clear_instance_cache()
    addresses.forget_told()


class ObjectStore:
    """moto's server of S3 on a free port; what it holds is gone when it ends."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    @property
    def variables(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "someone",
            "AWS_SECRET_ACCESS_KEY": "something",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def start(self) -> None:
        words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not self._answers():
            assert self._process.poll() is None, "the server ended at once"

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.endpoint, timeout=10):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def put(self, files: dict[str, Path]) -> None:
        """Store files under their keys in the bucket; folders with all in them."""
        system: Any = fsspec.filesystem("s3", use_listings_cache=False)
        if not system.exists(BUCKET):
            system.mkdir(BUCKET)
        for key, path in files.items():
            if path.is_dir():
                system.put(f"{path}/", f"{BUCKET}/{key}/", recursive=True)
            else:
                system.put(str(path), f"{BUCKET}/{key}")
