"""What a child process gives up before it touches a file: the network, other files, other processes.

Linux only, by Landlock and seccomp, which need no rights. Where the kernel has neither, the limits on memory and time
still hold. Numbers: the kernel's uapi/linux/landlock.h, uapi/linux/seccomp.h, uapi/linux/filter.h and the tables of
system calls of x86_64 and arm64.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 1, 38, 22, 2
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT, _LANDLOCK_VERSION, _BENEATH = 444, 445, 446, 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ACCESS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
"""Every kind of access that a version of Landlock can take away; since the fifth, the sixteenth bit too."""
_ALL_ACCESS, _TCP, _SCOPES = (1 << 16) - 1, 0b11, 0b11
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
_REFUSED = {
    # socket, connect, bind, listen, accept, accept4, sendto, sendmsg, sendmmsg; execve, execveat; kill, tkill, tgkill,
    # pidfd_send_signal; ptrace, process_vm_readv, process_vm_writev, pidfd_getfd; io_uring_setup; bpf, userfaultfd,
    # perf_event_open; unshare, setns; keyctl, add_key, request_key
    "x86_64": (41, 42, 49, 50, 43, 288, 44, 46, 307, 59, 322, 62, 200, 234, 424, 101, 310, 311, 438, 425, 321, 323, 298,
               272, 308, 250, 248, 249),
    "aarch64": (198, 203, 200, 201, 202, 242, 206, 211, 269, 221, 281, 129, 130, 131, 424, 117, 270, 271, 438, 425, 280,
                282, 241, 97, 268, 219, 217, 218),
}  # fmt: skip
_PACKAGES = Path(__file__).resolve().parents[2]
READABLE = (
    *(_PACKAGES / name for name in ("bot", "dialogs", "knowledge")),
    *(Path(place) for place in dict.fromkeys((sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64"))),
    *(Path(place) for place in ("/etc/ld.so.cache", "/etc/localtime", "/proc/cpuinfo", "/proc/meminfo")),
    *(Path(place) for place in ("/proc/self", "/sys/devices/system", "/dev/null", "/dev/zero", "/dev/urandom")),
)
"""What is left to read: the program, Python and its libraries."""


def confine(parent: int) -> set[str]:
    """Give up what a file from outside must not get. Returns what holds: ``files``, ``calls``.

    Args:
        parent: The process that started this one; with it this one ends.
    """
    if sys.platform != "linux":
        return set()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        sys.exit(1)
    with contextlib.suppress(OSError):  # should memory run out for all, this one goes and not the bot
        Path("/proc/self/oom_score_adj").write_text("1000")
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    held = set()
    if _only_files(libc, READABLE):
        held.add("files")
    if _fewer_calls(libc):
        held.add("calls")
    return held


def _only_files(libc: ctypes.CDLL, readable: tuple[Path, ...]) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)
    if version < 1:
        return False
    access = _ACCESS.get(version, _ALL_ACCESS)
    words = [access, *([_TCP] if version >= 4 else []), *([_SCOPES] if version >= 6 else [])]
    asked = struct.pack(f"={len(words)}Q", *words)
    rules = libc.syscall(_LANDLOCK_CREATE, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return False
    try:
        for place in readable:
            _let(libc, rules, place)
        return bool(libc.syscall(_LANDLOCK_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _let(libc: ctypes.CDLL, rules: int, place: Path) -> None:
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # it is not there
    try:
        access = _READ_FILE | _READ_DIR if place.is_dir() else _READ_FILE
        libc.syscall(_LANDLOCK_ADD, rules, _BENEATH, struct.pack("=Qi", access, opened), 0)
    finally:
        os.close(opened)


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _fewer_calls(libc: ctypes.CDLL) -> bool:
    machine = platform.machine()
    if machine not in _REFUSED:
        return False
    refused = _REFUSED[machine]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCHITECTURE[machine]), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    steps += [(_EQUAL, len(refused) - number, 0, call) for number, call in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(held, ctypes.c_void_p))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)
