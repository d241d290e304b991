"""What a notebook's front end does, as far as a test needs it: runs cells and keeps the widgets.

The kernel is real; only the browser is missing. Every wait ends at a deadline.
"""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client import BlockingKernelClient, KernelManager

from icanalysis.runs.kernels.spec import kernel_name

START_S = 90
REPLY_S = 120
NUDGE_S = 2


@dataclass
class FrontEnd:
    """Widgets by their comm, what cells put out, what went wrong in them, what the bar refused, the files it got."""

    client: BlockingKernelClient
    widgets: dict[str, dict[str, Any]] = field(default_factory=dict)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    files: list[tuple[dict[str, Any], bytes]] = field(default_factory=list)

    def run(self, source: str, *, cell: str = "") -> None:
        """Runs a cell to its end; JupyterLab also tells which `cell` it is."""
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": cell} if cell else {})
        self.client.shell_channel.send(message)
        self._follow(message["header"]["msg_id"])

    def choose(self, label: str, choice: str) -> None:
        """Chooses under a label of the bar, as a hand does, and waits until the kernel has answered it."""
        control = self._control(label)
        value = next(value for value, words in control["choices"] if choice in words)
        self.ask(set={control["name"]: value})

    def ask(self, **content: Any) -> None:
        """Asks the bar, as its script does."""
        comm, _ = self._bar()
        self._send(comm, {"method": "custom", "content": content})

    def download(self, section: str, ending: str) -> tuple[dict[str, Any], bytes]:
        """What a section sends when the button of a file is pressed: what it says of the file, and the file."""
        comm = next(comm for comm, state in self._sections() if state["name"] == section)
        self.files.clear()
        self._send(comm, {"method": "custom", "content": {"download": ending}})
        (file,) = self.files
        return file

    def _tell(self, comm: str, state: dict[str, Any]) -> None:
        """Sends a change of a widget to the kernel and waits until it has been answered."""
        self._send(comm, {"method": "update", "state": state, "buffer_paths": []})

    def _send(self, comm: str, data: dict[str, Any]) -> None:
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        self.client.shell_channel.send(message)
        self._follow(message["header"]["msg_id"])

    def click(self, value: str | None, section: str | None = None) -> None:
        """Clicks on the mark with this value in a chart that picks; none is a double click, which clears it."""
        pickable = (pair for pair in self._sections() if pair[1]["shown"]["picks"])
        comm, state = next(pair for pair in pickable if section in (None, pair[1]["name"]))
        state["picked"] = value
        self._tell(comm, {"picked": value})

    def notes(self) -> list[str]:
        """What the bar says of what was clicked."""
        return [said for said in [self._bar()[1]["state"]["picked"]] if said]

    def newer(self) -> str:
        """What the bar says of tables that are newer than those of the page."""
        return self._bar()[1]["state"]["newer"]

    def shared(self) -> dict[str, str]:
        """The state of the page as texts to pass on."""
        return {name: form["text"] for name, form in self._bar()[1]["state"]["share"].items()}

    def choices(self, label: str) -> list[str]:
        """The words that the control under a label offers."""
        return [words for _, words in self._control(label)["choices"]]

    def chosen(self, label: str) -> str:
        """The words that the control under a label shows."""
        control = self._control(label)
        return dict(control["choices"])[control["value"]]

    def sections(self) -> list[str]:
        """What each section shows, in the order of the page: its HTML, and its chart as its specification."""
        return [self._content(state["shown"]) for _, state in self._sections()]

    def drawings(self) -> dict[str, int]:
        """How often each section was drawn."""
        return {state["name"]: state["shown"]["drawing"] for _, state in self._sections()}

    def charts(self) -> int:
        """How many live charts are open, on the screen or forgotten behind it."""
        return sum(state["shown"]["chart"] is not None for _, state in self._sections())

    def _sections(self) -> list[tuple[str, dict[str, Any]]]:
        return [(comm, state) for comm, state in self.widgets.items() if "shown" in state]

    def _content(self, shown: dict[str, Any]) -> str:
        return shown["html"] + json.dumps((shown["chart"] or {}).get("spec", {}), ensure_ascii=False)

    def _bar(self) -> tuple[str, dict[str, Any]]:
        """The bar that was opened last."""
        return [(comm, state) for comm, state in self.widgets.items() if "controls" in state.get("state", ())][-1]

    def _control(self, label: str) -> dict[str, Any]:
        return next(one for one in self._bar()[1]["state"]["controls"] if one["label"] == label)

    def _follow(self, request: str) -> None:
        """Takes messages as they come until the kernel is idle again after the request."""
        deadline = time.monotonic() + REPLY_S
        while True:
            message = self.client.get_iopub_msg(timeout=max(0, deadline - time.monotonic()))
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != request:
                continue
            if kind == "status" and content["execution_state"] == "idle":
                return
            self._take(kind, content, message["buffers"])

    def _take(self, kind: str, content: dict[str, Any], buffers: list[memoryview]) -> None:
        data = content.get("data", {})
        if kind == "comm_open" or (kind == "comm_msg" and data["method"] == "update"):
            self.widgets.setdefault(content["comm_id"], {}).update(data["state"])
        elif kind == "comm_msg" and data["method"] == "custom":
            self._hear(data["content"], buffers)
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
        elif kind == "error":
            self.errors.append(f"{content['ename']}: {content['evalue']}")
        elif kind in ("display_data", "execute_result"):
            self.outputs.append(content["data"])

    def _hear(self, said: dict[str, Any], buffers: list[memoryview]) -> None:
        """Keeps what a widget says by itself: a file that was asked for, or why something cannot be done."""
        if "file" in said:
            self.files.append((said, bytes(buffers[0])))
        else:
            self.said.append(said["error"])


@contextmanager
def front_end(folder: Path) -> Iterator[FrontEnd]:
    """A front end with a kernel of its own that works in a folder; the kernel ends with it."""
    with TemporaryDirectory(prefix="ic-") as sockets:
        manager = KernelManager(kernel_name=kernel_name(), transport="ipc", ip=f"{sockets}/kernel")
        manager.start_kernel(cwd=str(folder))
        client = manager.client()
        client.start_channels()
        try:
            _wait_until_heard(client)
            yield FrontEnd(client)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def _wait_until_heard(client: BlockingKernelClient) -> None:
    """Waits for the kernel and for the first word on its public channel, so that none of the later ones is missed."""
    deadline = time.monotonic() + START_S
    client.wait_for_ready(timeout=START_S)
    while time.monotonic() < deadline:
        client.kernel_info()
        try:
            client.get_iopub_msg(timeout=NUDGE_S)
        except queue.Empty:
            continue
        return
    raise AssertionError("The kernel is never heard on its public channel.")
