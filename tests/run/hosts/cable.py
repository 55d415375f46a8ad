"""A cable that is slow and loses packets, in a process of its own: not every kernel has `netem`.

    python cable.py PORT BRIDGE MILLISECONDS PERCENT
    python cable.py CARD

It joins a port of the switch and a TAP device that it makes on the bridge, and holds each Ethernet
frame back for so long, each way. With one word a card is told to compute checksums and to cut
segments itself, because a raw socket sees frames as they are. Needs CAP_NET_ADMIN and CAP_NET_RAW
in the switch's namespace.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import socket
import struct
import subprocess
import sys
import time

_TUNSETIFF = 0x400454CA
_TAP_WITHOUT_HEADER = 0x0002 | 0x1000  # IFF_TAP | IFF_NO_PI, linux/if_tun.h
_ALL_PROTOCOLS = 3  # ETH_P_ALL
_OUTGOING = 4  # PACKET_OUTGOING, packet(7)
_LARGEST = 65_600


_SIOCETHTOOL = 0x8946
_OFFLOADS = (0x17, 0x1F, 0x25, 0x24, 0x2C)  # ETHTOOL_STXCSUM, STSO, SUFO, SGSO, SGRO


def without_offload(card: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for code in _OFFLOADS:
            value = ctypes.create_string_buffer(struct.pack("II", code, 0))
            asked = struct.pack("16sP16x", card.encode(), ctypes.addressof(value))
            with contextlib.suppress(OSError):  # not every card has each
                fcntl.ioctl(sock, _SIOCETHTOOL, asked)


def make_tap(name: str, bridge: str) -> int:
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, _TUNSETIFF, struct.pack("16sH14x", name.encode(), _TAP_WITHOUT_HEADER))
    subprocess.run(["ip", "link", "set", name, "master", bridge, "up"], check=True)
    return tap


def frames_of(end: int | socket.socket) -> list[bytes]:
    found: list[bytes] = []
    with contextlib.suppress(BlockingIOError):
        while len(found) < 64:
            if isinstance(end, int):
                found.append(os.read(end, _LARGEST))
                continue
            frame, where = end.recvfrom(_LARGEST)
            if where[2] != _OUTGOING:  # our own come back as well
                found.append(frame)
    return found


def carry(port: str, bridge: str, delay: float, loss: float) -> None:
    tap = make_tap("slow0", bridge)
    raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL_PROTOCOLS))
    raw.bind((port, 0))
    raw.setblocking(False)
    held: list[tuple[float, int, bool, bytes]] = []
    count, dice = 0, random.Random(1)
    print("ready", flush=True)
    while True:
        wait = max(0.0, held[0][0] - time.monotonic()) if held else None
        ready, _, _ = select.select([tap, raw], [], [], wait)
        for end in ready:
            for frame in frames_of(end):
                if dice.random() >= loss:
                    count += 1
                    heapq.heappush(held, (time.monotonic() + delay, count, end is raw, frame))
        while held and held[0][0] <= time.monotonic():
            _, _, inward, frame = heapq.heappop(held)
            with contextlib.suppress(OSError):
                os.write(tap, frame) if inward else raw.send(frame)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        without_offload(sys.argv[1])
    else:
        carry(sys.argv[1], sys.argv[2], float(sys.argv[3]) / 1000, float(sys.argv[4]) / 100)
