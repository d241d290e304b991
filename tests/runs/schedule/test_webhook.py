"""Webhooks get JSON over https, or over http on this machine; their address is never told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from icanalysis.errors import CannotSend
from icanalysis.runs.schedule.notices import Notice
from icanalysis.runs.schedule.settings import Notices
from icanalysis.runs.schedule.webhook import post
from tests.runs.schedule.servers import HOST, closed_port, silent_server, webhook_server

NOTICE = Notice("webhook", "chat", "Báo cáo", "Không lập được: 1", "monthly", 1, 2, datetime(2026, 10, 23, tzinfo=UTC))
SECRET = "very-secret-part"


def test_a_notice_is_posted_as_json():
    with webhook_server() as (posted, port):
        post(NOTICE, Notices(), f"http://{HOST}:{port}/{SECRET}")
    assert posted == [
        {
            "text": "Không lập được: 1",
            "subject": "Báo cáo",
            "report": "monthly",
            "state": "failed",
            "failed": 1,
            "delivered": 2,
            "at": "2026-10-23T00:00:00+00:00",
            "id": NOTICE.key,
        }
    ]


def test_https_is_checked_against_the_authorities(certificates):
    trusting = Notices(authorities=str(certificates.file))
    with webhook_server(certificates.of(HOST)) as (posted, port):
        post(NOTICE, trusting, f"https://{HOST}:{port}/{SECRET}")
        with pytest.raises(CannotSend, match=rf"The webhook 'chat' at {HOST} cannot be reached \(ConnectError\)"):
            post(NOTICE, Notices(), f"https://{HOST}:{port}/{SECRET}")
    assert len(posted) == 1


def test_a_certificate_of_another_name_is_refused(certificates):
    trusting = Notices(authorities=str(certificates.file))
    server = webhook_server(certificates.of("chat.example.vn"))
    with server as (posted, port), pytest.raises(CannotSend, match="cannot be reached"):
        post(NOTICE, trusting, f"https://{HOST}:{port}/")
    assert posted == []


@pytest.mark.parametrize("answer", [500, 404, 302])
def test_an_answer_that_is_no_yes_is_told(answer: int):
    said = rf"does not take notices \(answer {answer}\)"
    with webhook_server(answer=answer) as (posted, port), pytest.raises(CannotSend, match=said) as told:
        post(NOTICE, Notices(), f"http://{HOST}:{port}/{SECRET}")
    assert len(posted) == 1
    assert SECRET not in str(told.value)


def test_a_host_that_is_down_or_silent_is_given_up():
    with pytest.raises(CannotSend, match=r"\(ConnectError\)") as told:
        post(NOTICE, Notices(), f"http://{HOST}:{closed_port()}/{SECRET}")
    assert SECRET not in str(told.value)
    with silent_server() as port, pytest.raises(CannotSend, match=r"\(ReadTimeout\)"):
        post(NOTICE, Notices(wait_s=0.3), f"http://{HOST}:{port}/")
