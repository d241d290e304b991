"""Fills the gaps in the heap of a server, so that those forked from it write beside what they share and not into it.

An allocator puts what is new into the first gap that fits. After a fork that gap lies on a page shared with the server,
and the system copies the whole page for the sake of a few bytes. So the server takes all gaps of the C library for
itself before it forks, and never uses them. (Python's own gaps, for what is below 512 bytes, are few in a server that
looks for no garbage.)
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

LARGEST_BYTES = 128 * 1024
"""From here on glibc gives a block pages of its own."""

SMALLEST_BYTES = 24
"""The smallest block that glibc gives."""


class Heap(ctypes.Structure):
    """What `mallinfo2` of glibc tells, in bytes: `fordblks` are free, `keepcost` of them at the end of the heap."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks")),
        *((name, ctypes.c_size_t) for name in ("uordblks", "fordblks", "keepcost")),
    ]


def fill() -> None:
    """Takes all gaps of the heap of a process without threads; where the C library does not tell of it, they stay."""
    library = _glibc()
    if library is None:
        return
    end = library.sbrk(0) - library.mallinfo2().keepcost - SMALLEST_BYTES
    for size in _sizes():
        while (block := library.malloc(size)) and block < end:
            pass
        library.free(block)


def gaps_bytes() -> int:
    """How much of the C library's heap is free before its end; 0 where nobody tells."""
    library = _glibc()
    told = Heap() if library is None else library.mallinfo2()
    return told.fordblks - told.keepcost


def _sizes() -> Iterator[int]:
    """Sizes of blocks, each somewhat smaller than the one before: what one leaves, a later one takes."""
    size = LARGEST_BYTES
    while size >= SMALLEST_BYTES:
        yield size
        size = min(size - 16, size * 9 // 10)


def _glibc() -> ctypes.CDLL | None:
    """The C library of this process, when it is a glibc that tells of its heap."""
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return None
    library.mallinfo2.restype = Heap
    library.sbrk.restype = library.malloc.restype = ctypes.c_void_p
    library.malloc.argtypes, library.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
    return library
