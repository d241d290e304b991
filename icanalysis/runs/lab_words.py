"""The words of JupyterLab that its Vietnamese language pack lacks: most of the menus, the toolbars, the dialogs.

A server extension that answers for the pack: what the pack says stays, what it lacks is taken from
`wording/locale/jupyterlab_vi.po`. JupyterLab's own way to complete a pack, the entry point `jupyterlab.locale`, goes by
versions, and this pack has none. Titles that JupyterLab keeps in settings, as of some submenus, do not pass here and
stay English.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from jupyterlab_server.translation_utils import get_language_pack, translator
from tornado.web import authenticated

from icanalysis.wording.language import catalogue

LOCALE, DOMAIN = "vi_VN", "jupyterlab"
ADDRESS = rf"/lab/api/translations/{LOCALE}"


class Words(APIHandler):
    """The language pack, completed."""

    @authenticated
    async def get(self) -> None:
        """Answers as JupyterLab's own handler does."""
        packs, said = await asyncio.to_thread(get_language_pack, LOCALE)
        translator.set_locale(LOCALE)
        self.finish(json.dumps({"data": completed(packs), "message": said}))


def completed(packs: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Domain → message → forms, with the messages that the domain of JupyterLab lacks.

    A message with a plural has two forms, or JupyterLab passes over it, though both are the same in Vietnamese.

    >>> added = completed({"jupyterlab": {"Undo": ["Hoàn tác"]}})["jupyterlab"]
    >>> added["Undo"], added["Run All Cells"], added["Cut Cell"]
    (['Hoàn tác'], ['Chạy tất cả các ô'], ['Cắt ô', 'Cắt ô'])
    """
    return packs | {DOMAIN: own() | packs.get(DOMAIN, {})}


def own() -> dict[str, list[str]]:
    """Message → forms of the catalogue of the suite; of a plural, the message is its singular."""
    known = catalogue(f"{DOMAIN}_vi").items()
    return {
        message if isinstance(message, str) else message[0]: [words] if isinstance(words, str) else list(words)
        for message, words in known
    }


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Answers before JupyterLab does, whose extension is loaded after this one: the order is that of the names."""
    address = url_path_join(server.base_url, ADDRESS)
    server.web_app.add_handlers(".*$", [(address, Words)])
