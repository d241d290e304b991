"""What cannot be sent is told, waits, and is sent next time, once; nothing in it breaks a run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from icanalysis.runs.schedule.notices import Notice
from icanalysis.runs.schedule.outbox import KEPT, Outbox
from icanalysis.runs.schedule.settings import Notices
from tests.runs.schedule.servers import HOST, PASSWORD, closed_port, mail_server, webhook_server

NOW = datetime(2026, 10, 23, 6, 30, tzinfo=UTC)
MAIL = Notice("mail", "leaders", "Báo cáo 1", "x", "monthly", 0, 1, NOW)
HOOK = replace(MAIL, channel="webhook", to="chat")


@pytest.fixture
def told() -> list[str]:
    """Lines that were told."""
    return []


@pytest.fixture
def box(tmp_path, told) -> Outbox:
    """An outbox."""
    return Outbox(tmp_path, tell=told.append)


def test_a_notice_waits_while_the_server_is_down_and_is_sent_once(box, told, settings, certificates):
    box.put([MAIL, replace(MAIL, subject="Báo cáo 2")])
    assert len(box.send(settings(closed_port()), now=NOW)) == 2
    assert len(told) == 1
    assert told[0].endswith("The notices are kept and sent next time.")
    with mail_server(certificates.of(HOST)) as (mailbox, port):
        assert box.send(settings(port), now=NOW + timedelta(days=1)) == []
        assert box.send(settings(port), now=NOW + timedelta(days=1)) == []
    assert len(mailbox.mails) == 2


def test_one_channel_that_fails_does_not_stop_the_other(box, settings):
    box.put([MAIL, HOOK])
    with webhook_server() as (posted, port):
        known = settings(closed_port(), webhook={"chat": f"http://{HOST}:{port}/"})
        assert box.send(known, now=NOW) == [MAIL]
    assert len(posted) == 1


def test_one_that_is_refused_does_not_stop_the_next(box, told, settings, certificates):
    box.put([MAIL, replace(MAIL, to="office")])
    with mail_server(certificates.of(HOST)) as (mailbox, port):
        mailbox.refused = {"a@example.vn"}
        known = settings(port, mail={"leaders": ("a@example.vn",), "office": ("b@example.vn",)})
        assert box.send(known, now=NOW) == [MAIL]
    assert [mail.rcpt_tos for mail in mailbox.mails] == [["b@example.vn"]]
    assert told == ["The mail server refuses every address of 'leaders'. The notice is kept and sent next time."]


def test_two_who_send_at_once_send_each_once(tmp_path):
    with webhook_server() as (posted, port), ThreadPoolExecutor(2) as pool:
        known = Notices(webhook={"chat": f"http://{HOST}:{port}/"})
        for number in range(10):
            boxes = [Outbox(tmp_path / str(number), tell=str) for _ in range(2)]
            boxes[0].put([HOOK])
            assert [left for left in pool.map(lambda box: box.send(known, now=NOW), boxes) if left] == []
    assert len(posted) == 10


def test_a_recipient_without_an_entry_is_told_with_the_nearest(box, told):
    box.put([HOOK])
    assert box.send(Notices(webhook={"chats": "https://x.example.vn"}), now=NOW) == [HOOK]
    assert told == [
        "There is no 'chat' under [webhook] in notices.toml. Did you mean 'chats'? "
        "The notice is kept and sent next time."
    ]


def test_a_notice_that_is_too_old_is_given_up_and_told(box, told):
    box.put([MAIL])
    assert box.send(Notices(), now=NOW + KEPT + timedelta(seconds=1)) == []
    assert told == [f"A notice for 'leaders' could not be sent for {KEPT.days} days: Báo cáo 1"]
    assert box.waiting() == []


def test_a_file_that_is_no_notice_is_told_and_the_others_are_sent(box, told):
    box.put([HOOK])
    (box.folder / "0.json").write_text("{")
    with webhook_server() as (posted, port):
        box.send(Notices(webhook={"chat": f"http://{HOST}:{port}/"}), now=NOW)
    assert len(posted) == 1
    assert "is no notice. Remove it." in told[0]


def test_a_folder_that_cannot_be_written_is_told_and_breaks_nothing(tmp_path, told):
    (tmp_path / "file").write_text("")
    Outbox(tmp_path / "file", tell=told.append).put([MAIL])
    assert told[0].startswith("A notice for 'leaders' could not be written down")


def test_what_waits_holds_no_address_and_no_secret(box, settings):
    box.put([MAIL, HOOK])
    box.send(settings(closed_port(), webhook={"chat": f"http://{HOST}:{closed_port()}/secret"}), now=NOW)
    kept = "".join(file.read_text("utf-8") for file in box.folder.glob("*.json"))
    assert kept
    assert not any(word in kept for word in (PASSWORD, "@", "secret", HOST))
