"""Notices by POST of JSON, over https (http to this machine only); a redirection is not followed.

The address may hold a secret: messages name the entry of the settings and the host, never the address.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from icanalysis.errors import CannotSend, Phrase
from icanalysis.runs.schedule.notices import Notice
from icanalysis.runs.schedule.settings import Notices, is_loopback


def content(notice: Notice) -> dict[str, object]:
    """What is posted: `text` is what chat programs show, the rest is for programs."""
    return {
        "text": notice.text,
        "subject": notice.subject,
        "report": notice.report,
        "state": "failed" if notice.failed else "delivered",
        "failed": notice.failed,
        "delivered": notice.delivered,
        "at": notice.at.isoformat(),
        "id": notice.key,
    }


def post(notice: Notice, settings: Notices, address: str) -> None:
    """Posts a notice.

    Raises:
        CannotSend: when the host cannot be reached in time, has no good certificate, or answers with anything but 2xx.
        BadSettings: when the file of authorities cannot be used.
    """
    host = urlsplit(address).hostname
    try:
        answer = httpx.post(
            address,
            json=content(notice),
            timeout=settings.wait_s,
            verify=settings.trust(),
            follow_redirects=False,
            trust_env=not is_loopback(host),
        )
    except httpx.HTTPError as error:
        raise CannotSend(
            Phrase(
                "The webhook '{to}' at {host} cannot be reached ({kind}).",
                to=notice.to,
                host=host,
                kind=type(error).__name__,
            )
        ) from None
    if not answer.is_success:
        raise CannotSend(
            Phrase(
                "The webhook '{to}' at {host} does not take notices (answer {status_code}).",
                to=notice.to,
                host=host,
                status_code=answer.status_code,
            )
        )
