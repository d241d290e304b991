// A section of a page: its HTML, and its chart drawn into it. JupyterLab gets this file as a widget's code, the app
// by its address, where the page has often painted the section before the widget is there: then it is taken over.

const PICKED = "picked";
const KEEP_MS = 60000;
const shared = (globalThis.icanalysis ??= { painted: new Map(), code: null });

/** The content of a section as one element, its chart drawn to fit the room; nothing is on the page until all is. */
export async function paint({ html, chart }, code, room) {
  const node = document.createElement("div");
  node.innerHTML = html;
  const frame = node.querySelector(".ic-chart");
  if (!chart || !frame) return { node, view: null, close() {} };
  const box = frame.appendChild(document.createElement("div"));
  box.setAttribute("aria-hidden", "true"); // the frame says in words what the picture says
  const { embed } = await code();
  let made = await embed(box, chart.spec, chart.options);
  if (widthOf(box) > room && chart.spec.usermeta?.narrowest) {
    const spec = narrowed(chart.spec, room);
    for (const _ of ["guessed", "fitted"]) {
      made.finalize();
      made = await embed(box, spec, chart.options);
      spec.width = Math.max(spec.usermeta.narrowest, Math.floor(spec.width + room - widthOf(box)));
    }
  }
  frame.style.setProperty("--ic-natural", `${widthOf(box)}px`);
  return { node, view: made.view, close: () => made.finalize() };
}

function widthOf(box) {
  return Number(box.querySelector("svg")?.getAttribute("width") ?? 0);
}

/** A chart for a telephone: names in lines of a few letters, the title of the axis in lines, the bars shorter. */
function narrowed(given, room) {
  const spec = structuredClone(given);
  const letters = Math.round(room / 18);
  spec.width = spec.usermeta.narrowest;
  for (const { encoding } of spec.layer ?? [spec]) {
    if (encoding?.y?.field) encoding.y.axis = { ...encoding.y.axis, labelExpr: inLines(letters), labelFontSize: 11 };
    const axis = encoding?.x?.axis;
    if (axis?.title) Object.assign(axis, { title: wrapped(axis.title, room / 6.5), titleAnchor: "end" });
  }
  return spec;
}

/** A Vega expression for a name in at most three lines, broken at spaces. */
function inLines(letters) {
  const line = (text) => `replace(${text}, regexp('^(.{1,${letters}})(\\\\s.*)?$'), '$1')`;
  const rest = (text) => `trim(substring(${text}, length(${line(text)})))`;
  const [one, two, three] = ["datum.label", rest("datum.label"), rest(rest("datum.label"))];
  return `length(${one}) <= ${letters} ? ${one} : length(${two}) <= ${letters} ? [${line(one)}, ${two}] : [${line(one)}, ${line(two)}, ${three}]`;
}

function wrapped(text, letters) {
  const lines = [""];
  for (const word of String(text).split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The code of charts, loaded once per page: beside this file, or out of the kernel where no server gives it. */
function codeFor(model) {
  return () => (shared.code ??= load(model));
}

async function load(model) {
  const library = model.get("library");
  if (!library) return import(new URL("charts.js", import.meta.url).href);
  const kept = await model.widget_manager.get_model(library.replace("IPY_MODEL_", ""));
  return import(URL.createObjectURL(new Blob([kept.get("code")], { type: "text/javascript" })));
}

/** Waits until an element is on the page: what was painted is moved there, and must not vanish in between. */
async function attached(el) {
  for (let tries = 0; !el.isConnected && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** How wide a chart may be: as wide as its place, or as the screen while that is not on the page. */
export function roomOf(place) {
  return place.clientWidth || document.documentElement.clientWidth - 32;
}

/** What is open or scrolled in the old content stays so in the new one. */
function keepPlace(old, fresh) {
  old?.querySelectorAll("details").forEach((one, at) => {
    const twin = fresh.querySelectorAll("details")[at];
    if (twin) twin.open = one.open;
  });
}

function render({ model, el }) {
  let drawn = null;
  let latest = 0;

  async function draw() {
    const turn = ++latest;
    const shown = model.get("shown");
    const first = shared.painted.get(model.get("name"));
    shared.painted.delete(model.get("name"));
    if (first) await attached(el);
    const taken = first?.drawing === shown.drawing;
    const fresh = taken ? await first.painted : await paint(shown, codeFor(model), roomOf(first?.place ?? el));
    first?.place.remove();
    if (turn !== latest) return fresh.close();
    keepPlace(drawn?.node, fresh.node);
    el.replaceChildren(fresh.node);
    drawn?.close();
    drawn = fresh;
    Object.assign(el.dataset, { section: model.get("name"), drawing: shown.drawing });
    if (shown.picks) listen(fresh.view);
    fresh.node.querySelectorAll("[data-download]").forEach((button) => (button.disabled = false));
  }

  function listen(view) {
    view.addSignalListener(PICKED, (_, value) => {
      const chosen = Object.entries(value ?? {}).find(([name]) => name !== "vlPoint");
      model.set("picked", chosen ? String(chosen[1][0]) : null);
      model.save_changes();
    });
  }

  function unpick() {
    const store = `${PICKED}_store`;
    if (model.get("picked") === null && model.get("shown").picks && drawn?.view.data(store)?.length)
      drawn.view.data(store, []).runAsync();
  }

  /** The kernel sends a file that was asked for: the browser keeps it where its user keeps files. */
  function save({ file, type }, buffers) {
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]], { type }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
  }

  el.classList.add("ic-live");
  el.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-download]");
    if (button) model.send({ download: button.dataset.download });
  });
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || model.get("picked") === null) return;
    model.set("picked", null);
    model.save_changes();
    unpick();
  });
  model.on("change:shown", draw);
  model.on("change:picked", unpick);
  model.on("msg:custom", save);
  draw();
  return () => {
    model.off("msg:custom", save);
    drawn?.close();
  };
}

export default { render };
