// The page of an app, from its first byte on: draws the sections as they come, says how far it is, keeps the address
// in step with the controls, notices a lost kernel. It runs before Voilà's script and goes on without it.

import { paint, roomOf } from "./section.js";
import { wall } from "./wall.js";

const ALIVE_MS = 5000;
const DEAF_MS = 30000;
const FONTS_MS = 1500;
const shared = globalThis.icanalysis;

/** The code of charts, and the fonts in which they measure their texts, both at once; slow fonts do not hold up the charts. */
function code() {
  const fonts = Promise.all(["400", "600", "bold"].map((weight) => document.fonts.load(`${weight} 12px "Be Vietnam Pro"`, "ẶỘ₫")));
  const late = new Promise((resolve) => setTimeout(resolve, FONTS_MS));
  const measured = Promise.race([fonts, late]).catch(() => {});
  return (shared.code ??= Promise.all([import("./charts.js"), measured]).then(([charts]) => charts));
}

function status() {
  return document.querySelector(".ic-status");
}

function say(text) {
  status().querySelector("span").textContent = text;
}

function worded(template, parts) {
  return template.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

/** Stands behind a section that has arrived: draws its chart, and keeps the drawing for the widget that takes it over. */
class Paint extends HTMLElement {
  connectedCallback() {
    const place = this.parentElement.querySelector(".ic-first");
    const { section, drawing, chart } = JSON.parse(this.previousElementSibling.textContent);
    const painted = paint({ html: place.innerHTML, chart }, code, roomOf(place)).then((made) => {
      place.replaceChildren(made.node);
      return made;
    });
    shared.painted.set(section, { drawing, painted, place });
  }
}

/** Stands behind a heading: names the section that is being calculated. */
class Step extends HTMLElement {
  connectedCallback() {
    document.querySelectorAll(".ic-slot-bar").forEach(fold);
    if (this.dataset.at !== "0") say(worded(status().dataset.step, this.dataset));
  }
}

/** Stands at the end: everything is calculated. */
class Done extends HTMLElement {
  connectedCallback() {
    document.documentElement.classList.add("ic-complete");
    document.querySelector("ic-kernel").dataset.complete = Date.now();
    document.querySelectorAll(".ic-contents a").forEach((link) => document.querySelector(link.hash) ?? link.parentElement.remove());
    say("");
    wall();
  }
}

/** Asks again and again whether the kernel of this page is there and its figures are the newest, and says so if not. */
class Kernel extends HTMLElement {
  connectedCallback() {
    setInterval(() => this.ask(), ALIVE_MS);
    this.addEventListener("icanalysis:ask", () => this.ask());
  }

  /**
   * Whether the page is whole, but none of its widgets has come: under load Jupyter's own answer can be too late for them.
   * A wall needs none.
   */
  deaf() {
    if (document.documentElement.classList.contains("ic-wall")) return false;
    return Date.now() - (this.dataset.complete ?? Infinity) > DEAF_MS && !document.querySelector(".ic-live");
  }

  /** Nothing was chosen yet on such a page: it is opened again by itself, once. */
  again() {
    const seen = "icanalysis:again";
    const before = sessionStorage.getItem(seen);
    sessionStorage.setItem(seen, location.href);
    if (before === location.href) this.tell(this.dataset.deaf, true);
    else location.reload();
  }

  async ask() {
    if (document.hidden) return;
    if (this.deaf()) return this.again();
    try {
      const answer = await fetch(this.dataset.alive, { headers: { Accept: "application/json" }, cache: "no-store" });
      const { notice, newer } = answer.ok ? await answer.json() : {};
      this.tell(notice ?? newer, true);
    } catch {
      this.tell(this.dataset.lost, false);
    }
  }

  tell(notice, reloads) {
    if (!notice) return this.bar?.remove(), (this.bar = null);
    if (this.bar?.firstChild.textContent === notice) return;
    this.bar?.remove();
    this.bar = document.createElement("div");
    this.bar.className = "ic-notice";
    this.bar.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = notice;
    this.bar.append(text);
    if (reloads) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.dataset.reload;
      button.addEventListener("click", () => location.reload());
      this.bar.append(button);
    }
    document.body.prepend(this.bar);
  }
}

/** On a telephone the controls are folded under what they show. */
function fold(slot) {
  if (!matchMedia("(max-width: 40rem)").matches || slot.closest(".ic-fold")) return;
  const box = document.createElement("details");
  box.className = "ic-fold";
  box.append(document.createElement("summary"));
  slot.replaceWith(box);
  box.append(slot);
}

function tellFold() {
  const summary = document.querySelector(".ic-fold > summary");
  if (!summary) return;
  const chosen = [...document.querySelectorAll(".ic-bar select")].map((one) => one.selectedOptions[0]?.textContent);
  summary.textContent = chosen.filter(Boolean).join(" · ");
}

/**
 * The address names what the controls show, so that it can be passed on; a page on a wall stays one. In another language
 * the page is asked for again: what stands between the sections comes from the server.
 */
function keepAddress(address) {
  const query = new URLSearchParams(address.split("?")[1]);
  if (document.documentElement.classList.contains("ic-wall")) query.set("wall", "1");
  history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
  if (query.has("language") && query.get("language") !== document.documentElement.lang) location.reload();
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    const field = document.createElement("textarea"); // an intranet without https has no clipboard of its own
    field.value = location.href;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(button.dataset.done);
}

/** A menu of the frame closes behind who chose from it or went elsewhere; Escape leads back to its word. */
function closeMenus({ target, key }) {
  for (const menu of document.querySelectorAll(".ic-apps[open]")) {
    if (key === "Escape") menu.querySelector("summary").focus();
    if (key ? key === "Escape" : target.closest("a") || !menu.contains(target)) menu.open = false;
  }
}

document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
document.addEventListener("icanalysis:state", ({ detail }) => {
  keepAddress(detail.address);
  setTimeout(tellFold); // the bar is put on the page in this very turn
});
document.addEventListener("click", ({ target }) => target.closest(".ic-copy") && copy(target.closest(".ic-copy")));
document.documentElement.classList.add("ic-scripts");
code().catch(() => {}); // it is there when the first section comes; a failure shows with that one
customElements.define("ic-paint", Paint);
customElements.define("ic-step", Step);
customElements.define("ic-kernel", Kernel);
customElements.define("ic-done", Done);
