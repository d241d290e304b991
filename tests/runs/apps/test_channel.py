"""What a page may send to its kernel."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from icanalysis.runs.apps.channel import CONTROL, INWARDS, may_pass


def message(kind: str, *, channel: str = "shell", **content: object) -> bytes:
    parts = [json.dumps(part).encode() for part in ({"msg_type": kind}, {}, {}, content)]
    return serialize_msg_to_ws_v1(parts, channel)


@pytest.mark.parametrize("kind", sorted(INWARDS - {"comm_open"}))
def test_messages_of_widgets_pass(kind: str):
    assert may_pass(message(kind))


@pytest.mark.parametrize(
    "kind", ["execute_request", "complete_request", "inspect_request", "history_request", "shutdown_request"]
)
def test_code_does_not_pass(kind: str):
    assert not may_pass(message(kind, code="1"))


def test_a_page_may_ask_for_the_state_of_its_widgets():
    assert may_pass(message("comm_open", target_name=CONTROL))


def test_a_page_may_open_no_other_comm():
    assert not may_pass(message("comm_open", target_name="jupyter.widget"))


@pytest.mark.parametrize("channel", ["control", "shell"])
def test_both_channels_of_requests_are_open(channel: str):
    assert may_pass(message("kernel_info_request", channel=channel))


@pytest.mark.parametrize("channel", ["stdin", "iopub", ""])
def test_other_channels_are_closed(channel: str):
    assert not may_pass(message("kernel_info_request", channel=channel))


def test_a_message_that_says_it_has_endless_parts_is_not_read():
    assert not may_pass((2**60).to_bytes(8, "little") + message("comm_msg")[8:])


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_what_is_no_message_does_not_pass(sent: bytes | str):
    assert not may_pass(sent)
