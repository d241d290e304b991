// A page on a wall: one section at a time, turned by itself; what is longer than the wall is shown screen by screen.
// A key or a click holds it, the space bar lets it go on, arrows turn by hand. After a round the page is loaded anew.

const TURN_S = 20;
const OVERLAP = 0.9;
const LITTLE = 0.08; // so much of a screen is no screen of its own
const root = document.documentElement;

export function wall() {
  if (!root.classList.contains("ic-wall")) return;
  const turning = new Turning([...document.querySelectorAll(".ic-part")].slice(1), document.title);
  const keys = { ArrowRight: 1, PageDown: 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("select, input, textarea, summary, [role=region]")) return;
    if (event.key === " ") turning.hold(!turning.held);
    else if (keys[event.key]) turning.hold(true).turn(keys[event.key]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", () => turning.hold(true));
  turning.start();
}

class Turning {
  constructor(parts, title) {
    this.parts = parts;
    this.title = title;
    this.at = 0;
    this.held = false;
  }

  start() {
    this.show();
    this.timer = setInterval(() => this.held || this.turn(1), TURN_S * 1000);
  }

  hold(held) {
    this.held = held;
    this.tell();
    return this;
  }

  /** The next screen: further down in the same part, or the next part; behind the last one the page is loaded anew. */
  async turn(step) {
    const part = this.parts[this.at];
    const room = part.scrollHeight - part.clientHeight;
    const rest = step > 0 ? room - part.scrollTop : part.scrollTop;
    const onward = rest > part.clientHeight * LITTLE;
    if (onward) return part.scrollBy({ top: step * part.clientHeight * OVERLAP, behavior: this.behaviour() });
    if (step > 0 && !this.held && this.at === this.parts.length - 1 && (await answers())) return location.reload();
    this.at = (this.at + step + this.parts.length) % this.parts.length;
    this.show(step);
  }

  show(step = 1) {
    this.parts.forEach((part, at) => part.classList.toggle("ic-now", at === this.at));
    const part = this.parts[this.at];
    part.scrollTop = step > 0 ? 0 : part.scrollHeight;
    this.tell();
  }

  behaviour() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  }

  tell() {
    const status = document.querySelector(".ic-status");
    const count = status.dataset.wall.replace("{at}", this.at + 1).replace("{of}", this.parts.length);
    const said = [this.title, this.held ? `${count}. ${status.dataset.paused}` : count];
    status.querySelector("span").textContent = said.join(" · ");
  }
}

/** Whether the server is there: a page that cannot be loaded anew stays as it is. */
async function answers() {
  try {
    return (await fetch(document.querySelector("ic-kernel").dataset.alive, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
