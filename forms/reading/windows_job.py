"""Windows' jobs: what a process and those that it starts may take, and that they end together."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"

_EXTENDED_LIMITS = 9
_PROCESS_MEMORY = 0x0100
_DIE_ON_UNHANDLED_EXCEPTION = 0x0400
_SILENT_BREAKAWAY_OK = 0x1000
_KILL_ON_JOB_CLOSE = 0x2000

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel.CreateJobObjectW.restype = wintypes.HANDLE
_kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
_kernel.SetInformationJobObject.argtypes = (
    *(wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD),
)
_kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
_kernel.GetCurrentProcess.restype = wintypes.HANDLE


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
        ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_ulonglong * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def hold_to(most: int) -> None:
    """Let this process take so many bytes, and end with it all that it starts. Raises OSError.

    The outer job holds the whole tree and ends it once its last handle, which is this process's
    own, is closed. The inner one limits this process alone: LibreOffice needs more.
    """
    outer, inner = _ExtendedLimits(), _ExtendedLimits()
    outer.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
    inner.BasicLimitInformation.LimitFlags = (
        _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _SILENT_BREAKAWAY_OK
    )
    inner.ProcessMemoryLimit = most
    for limits in (outer, inner):
        _enter(limits)


def _enter(limits: _ExtendedLimits) -> None:
    """Put this process into a new job, whose handle nobody closes before its end."""
    job = _kernel.CreateJobObjectW(None, None)
    done = (
        job
        and _kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        and _kernel.AssignProcessToJobObject(job, _kernel.GetCurrentProcess())
    )
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())
