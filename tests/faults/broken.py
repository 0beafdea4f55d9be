"""Commands that are broken at one moment of what they do to files, by build/moment: killed at the n-th
call of a kind, or with that call failing."""

import collections
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import BUILD

MOMENT = os.path.join(BUILD, "moment")
# Everything by which a command changes the disk.
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "syncfs", "ftruncate", "mkdir", "mkdirat", "rename",
         "renameat", "renameat2", "unlink", "unlinkat")
# How many moments of each kind of call are tried: the first, the last, and some between; every one of
# them with `make faults`.
MOMENTS = int(os.environ.get("KIGEN_MOMENTS", "4"))


def spread(count, moments=MOMENTS):
    if count <= moments:
        return list(range(1, count + 1))
    return sorted({1 + (count - 1) * i // (moments - 1) for i in range(moments)})


def run(words, command):
    # As under strace: leaks cannot be looked for in who is killed.
    return subprocess.run([MOMENT, *words, *command], capture_output=True, timeout=300,
                          env={**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"})


def counted(command, log, calls=CALLS):
    """The command, which nothing happens to, and how often it makes each call."""
    result = run((log, ",".join(calls)), command)
    with open(log, encoding="ascii") as file:
        counts = collections.Counter({name: int(number) for name, number in map(str.split, file)})
    return result, counts


def broken(command, call, number, what="kill"):
    """The command killed at a moment, or with the call failing as `what` says."""
    return run((f"{call}:{number}:{what}",), command)
