"""What the server answers: the start page, the apps, whether a page still lives, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
from html import escape
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, authenticated
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.utils import get_page_config

from icanalysis.errors import UserError
from icanalysis.runs.apps import assets, pages
from icanalysis.runs.apps.base import Base
from icanalysis.runs.apps.frame import frame_words
from icanalysis.runs.apps.renderer import CODE, PageRenderer
from icanalysis.runs.apps.script import script
from icanalysis.runs.apps.sessions import Full, Session
from icanalysis.runs.apps.shelf import shelf, titles
from icanalysis.runs.apps.visit import BadAddress, Visit, visit
from icanalysis.runs.bar import newer_words
from icanalysis.runs.notebooks import notebook_file, read
from icanalysis.runs.simulated import mark
from icanalysis.sources import tables
from icanalysis.wording.language import said, words

QUIET_S = 15.0
"""After so long without anything to send, a blank line tells proxies and browsers that the page is still made."""

AGAIN_S = (8, 20)
"""A page that found no place tries again after so long, not all of them at once."""

SCRIPTS = "'self' 'unsafe-eval' blob:"
"""The scripts of an app: files of the server, none in the page itself, so text that got into the page cannot run.

Voilà's scripts check settings with code that they make, and widgets come as blobs.
"""


class Start(Base):
    """The start page."""

    @authenticated
    async def get(self) -> None:
        """The apps, and what is wrong with the workspace if anything."""
        found = await self.aside(shelf, self.language)
        self.set_header("Cache-Control", "no-store")
        leave = self.identity_provider.auth_enabled
        where = {"static": self.static_url_base, "start": self.base_url}
        self.finish(pages.start_page(self.language, shelf=found, **where, leave=leave))


class App(Base):
    """One notebook as a page, streamed while its kernel calculates."""

    scripts = SCRIPTS
    work: asyncio.Task | None = None
    begun = False

    @authenticated
    async def get(self, name: str) -> None:
        """The page that the address asks for; no kernel is started for one that asks for what there is not."""
        try:
            asked = await self.aside(visit, name, self.given())
            around = await self.aside(self.around, asked)
            notebook = await self.aside(_script, asked, around)
        except BadAddress as error:
            self.refuse(error)
            return
        except UserError as error:
            self.say_fault(error)
            return
        try:
            session = await self.sessions.enter(asked.language)
        except Full:
            self.say_full()
            return
        try:
            await self.send(session, asked, notebook)
            session.has_loaded()
        except (StreamClosedError, asyncio.CancelledError):
            await self.sessions.end(session.kernel_id, "closed")
        except Exception:
            await self.sessions.end(session.kernel_id, "died")
            if not self.begun:
                raise
            self.break_off()

    def around(self, asked: Visit) -> dict[str, Any]:
        """What the template shows around the cells."""
        return {
            "base_url": self.base_url,
            "static_url": self.static_url_base,
            "apps": titles(asked.language),
            "words": frame_words(asked.language),
            "simulated": mark(asked.language),
        }

    async def send(self, session: Session, asked: Visit, notebook: Any) -> None:
        """Sends the page piece by piece; what comes at once goes out together."""
        renderer = self.renderer(notebook, asked.language)
        await renderer.initialize()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")
        self.xsrf_token  # noqa: B018 - its cookie lets the page close its session
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self.work = asyncio.ensure_future(_fill(queue, renderer.pieces(session.kernel_id, self.kernel)))
        try:
            while (piece := await _next(queue)) is not None:
                self.begun = True
                self.write(piece)
                await self.flush()
            await self.work
        finally:
            self.work.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self.work

    def renderer(self, notebook: Any, language: str) -> PageRenderer:
        """Voilà's renderer for this page."""
        app = self.settings["voila"]
        configuration = app.voila_configuration
        known = {"base_url": self.base_url, "settings": self.settings, "log": self.log}
        config = get_page_config(**known, voila_configuration=configuration)
        return PageRenderer(
            script=notebook,
            language=language,
            turns=self.settings["turns"],
            request_handler=self,
            voila_configuration=configuration,
            traitlet_config=app.config,
            notebook_path="",
            template_paths=app.template_paths,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            page_config=config | addresses(self),
        )

    async def kernel(self, kernel_id: str) -> Any:
        """The kernel of this page."""
        extra = {assets.VARIABLE: self.static_url_base} | await self.aside(tables.held)
        return await self.kernel_manager.start(kernel_id, folder=self.settings["kernel_folder"], extra=extra)

    def on_connection_close(self) -> None:
        """Stops calculating for who has gone."""
        if self.work is not None:
            self.work.cancel()
        super().on_connection_close()

    def refuse(self, error: BadAddress) -> None:
        """Says what of the address cannot be had, with addresses that can."""
        title = words(self.language)(pages.TITLES[error.status])
        links = {name: self.base_url + near for name, near in error.links(self.language).items()}
        self.say(error.status, pages.Message(title, self.language, [error.said(self.language)], links))

    def say_fault(self, error: UserError) -> None:
        """Says what is wrong with the workspace or the notebook."""
        self.log.warning("%s: %s", self.request.path, error)
        message = pages.fault(500, self.language)
        self.say(500, pages.Message(message.title, self.language, detail=said(error, self.language)))

    def break_off(self) -> None:
        """Ends a page of which a part was sent already."""
        self.log_exception(*sys.exc_info())
        sentence = words(self.language)(CODE).format(code=self.code)
        self.finish(f'<p class="ic-error" role="alert">{escape(sentence)}</p>')

    def say_full(self) -> None:
        """Asks to wait."""
        _ = words(self.language)
        sentence = _("All places are taken just now. You get one as soon as another reader leaves.")
        title = _(pages.TITLES[503])
        self.say(503, pages.Message(title, self.language, [sentence], again_s=random.randint(*AGAIN_S)))


class Alive(Base):
    """Whether a page still has its kernel."""

    @authenticated
    async def get(self, kernel_id: str) -> None:
        """`{"alive": true}`, or false with the reason as a sentence; with what to say when there are newer figures."""
        session = self.sessions.open.get(kernel_id)
        if session is not None and not session.loading and not await self.kernel_manager.lives(kernel_id):
            await self.sessions.end(kernel_id, "died")
        notice = self.sessions.notice(kernel_id)
        self.set_header("Cache-Control", "no-store")
        newer = newer_words(session.language) if notice is None and self.sessions.is_aged(kernel_id) else None
        told = {"notice": notice, "newer": newer}
        self.finish({"alive": notice is None} | {name: sentence for name, sentence in told.items() if sentence})


class Kernel(Base, KernelHandler):
    """What Voilà's scripts ask about their kernel before they connect; it can be read, not changed."""

    SUPPORTED_METHODS = ("GET",)


class Close(Base, VoilaShutdownKernelHandler):
    """A tab was closed."""

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """Ends its session."""
        await self.sessions.end(kernel_id, "closed")
        self.set_status(204)
        self.finish()


class Nothing(Base):
    """Every other address."""

    @allow_unauthenticated
    async def prepare(self) -> None:
        """There is nothing here, logged in or not."""
        raise HTTPError(404)


def addresses(handler: Base) -> dict[str, Any]:
    """Where Voilà's scripts find their parts, and which they leave out: formulas would come from another host."""
    return {
        "disabledExtensions": ["@jupyterlab/mathjax2-extension:plugin"],
        "fullStaticUrl": f"{handler.static_url_base}voila",
        "fullLabextensionsUrl": f"{handler.static_url_base}labextensions",
        "themesUrl": f"{handler.static_url_base}themes",
    }


def _script(asked: Visit, around: dict[str, Any]) -> Any:
    return script(read(notebook_file(asked.name)), asked, around=around)


async def _fill(queue: asyncio.Queue[str | None], pieces: Any) -> None:
    try:
        async for piece, _resources in pieces:
            queue.put_nowait(piece)
    finally:
        queue.put_nowait(None)


async def _next(queue: asyncio.Queue[str | None]) -> str | None:
    """All that is there, or a blank line after a while; None at the end."""
    try:
        pieces = [await asyncio.wait_for(queue.get(), QUIET_S)]
    except TimeoutError:
        return "\n"
    while not queue.empty() and pieces[-1] is not None:
        pieces.append(queue.get_nowait())
    if pieces[-1] is None and len(pieces) > 1:
        queue.put_nowait(pieces.pop())
    return None if pieces == [None] else "".join(pieces)
