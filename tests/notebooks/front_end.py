"""What a notebook's front end does, as far as a test needs it: runs cells, keeps widgets, fills Output widgets.

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

START_S = 90
REPLY_S = 120
NUDGE_S = 2
HTML = "text/html"
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass
class FrontEnd:
    """Widgets by their comm, and what each Output widget shows."""

    client: BlockingKernelClient
    widgets: dict[str, dict[str, Any]] = field(default_factory=dict)
    shown: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    filling: str | None = None
    clear_next: bool = False

    def run(self, source: str) -> None:
        """Runs a cell to its end."""
        self._follow(self.client.execute(source))

    def choose(self, label: str, choice: str) -> None:
        """Chooses in the dropdown under a label, as a click does, and waits until the kernel has answered it."""
        comm, state = self._dropdown(label)
        position = next(n for n, words in enumerate(state["_options_labels"]) if choice in words)
        state["index"] = position
        self._tell(comm, {"index": position})

    def _tell(self, comm: str, state: dict[str, Any]) -> None:
        """Sends a change of a widget to the kernel and waits until it has been answered."""
        content = {"comm_id": comm, "data": {"method": "update", "state": state, "buffer_paths": []}}
        message = self.client.session.msg("comm_msg", content)
        self.client.shell_channel.send(message)
        self._follow(message["header"]["msg_id"])

    def click(self, **picked: str | None) -> None:
        """Clicks on a shape of the chart that selects: field and value; none is a double click, which clears it.

        The browser sends the whole selection: its value, and the rows of the store behind it.
        """
        comm, state = next((comm, state) for comm, state in self.widgets.items() if state.get("_vl_selections"))
        points = [{field: value} for field, value in picked.items() if value is not None]
        value = {**{name: [given] for point in points for name, given in point.items()}, "vlPoint": {"or": points}}
        store = [
            {"fields": [{"type": "E", "field": f} for f in point], "values": [*point.values()]} for point in points
        ]
        ((name, _),) = state["_vl_selections"].items()
        sent = {"_vl_selections": {name: {"value": value if points else {}, "store": store}}}
        self._tell(comm, sent)

    def notes(self) -> list[str]:
        """What stands in notes outside the sections, such as under the bar."""
        values = (state.get("value") for state in self.widgets.values())
        return [value for value in values if isinstance(value, str) and "ic-note" in value]

    def choices(self, label: str) -> list[str]:
        """The words that the dropdown under a label offers."""
        return list(self._dropdown(label)[1]["_options_labels"])

    def chosen(self, label: str) -> str:
        """The words that the dropdown under a label shows."""
        _, state = self._dropdown(label)
        return state["_options_labels"][state["index"]]

    def sections(self) -> list[str]:
        """What each Output widget shows, in the order of the page: its HTML, and the charts as their specification."""
        return ["\n".join(map(self._content, outputs)) for outputs in self.shown.values()]

    def charts(self) -> int:
        """How many live charts are open, on the screen or forgotten behind it."""
        return sum("spec" in state for state in self.widgets.values())

    def _content(self, output: dict[str, Any]) -> str:
        data = output.get("data", {})
        if WIDGET in data:
            return json.dumps(self.widgets[data[WIDGET]["model_id"]].get("spec", {}), ensure_ascii=False)
        return data.get(HTML, "")

    def _dropdown(self, label: str) -> tuple[str, dict[str, Any]]:
        """The dropdown that stands in one box with the label."""
        reference = "IPY_MODEL_"
        for state in self.widgets.values():
            inside = [name.removeprefix(reference) for name in state.get("children", ())]
            if [self.widgets[name].get("value") for name in inside[:1]] == [label]:
                return inside[1], self.widgets[inside[1]]
        raise AssertionError(f"There is no dropdown under the label {label!r}.")

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
            self._take(kind, content)

    def _take(self, kind: str, content: dict[str, Any]) -> None:
        if kind == "comm_open" or (kind == "comm_msg" and content["data"]["method"] == "update"):
            self._update(content["comm_id"], content["data"]["state"])
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
            self.shown.pop(content["comm_id"], None)
        elif kind == "clear_output":
            self.clear_next = content["wait"]
            if self.filling and not self.clear_next:
                self.shown[self.filling].clear()
        elif kind == "error":
            self.errors.append(f"{content['ename']}: {content['evalue']}")
        elif kind in ("display_data", "execute_result", "stream") and self.filling:
            if self.clear_next:
                self.shown[self.filling].clear()
                self.clear_next = False
            self.shown[self.filling].append(content)

    def _update(self, comm: str, state: dict[str, Any]) -> None:
        """Keeps the state of a widget; an Output widget says with msg_id from when to when it is filled."""
        widget = self.widgets.setdefault(comm, {})
        widget.update(state)
        if widget.get("_model_name") == "OutputModel" and "msg_id" in state:
            self.shown.setdefault(comm, [])
            self.filling = comm if state["msg_id"] else None


@contextmanager
def front_end(folder: Path) -> Iterator[FrontEnd]:
    """A front end with a kernel of its own that works in a folder; the kernel ends with it."""
    with TemporaryDirectory(prefix="ic-") as sockets:
        manager = KernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/kernel")
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
