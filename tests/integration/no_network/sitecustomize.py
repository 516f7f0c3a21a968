"""Loaded by every Python process of a guarded run: nothing but the loopback address can be reached.

Each attempt is written to the file that ONCO_NETWORK_LOG names, so that an attempt which a library
swallows is found as well.
"""

import os
import pathlib
import socket

_LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}


def _refuse(what: object) -> None:
    with pathlib.Path(os.environ["ONCO_NETWORK_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{what}\n")
    raise OSError(f"the network is closed in this test: {what}")


def _guard_connect(original):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _LOOPBACK:
            _refuse(address[0])
        return original(self, address)

    return connect


def _guard_lookup(original):
    def lookup(host, *arguments, **options):
        if host not in _LOOPBACK and host != socket.gethostname():
            _refuse(host)
        return original(host, *arguments, **options)

    return lookup


socket.socket.connect = _guard_connect(socket.socket.connect)
socket.socket.connect_ex = _guard_connect(socket.socket.connect_ex)
socket.getaddrinfo = _guard_lookup(socket.getaddrinfo)
socket.gethostbyname = _guard_lookup(socket.gethostbyname)
