// A section of a page: its HTML, and its chart drawn into it. JupyterLab gets this file as a widget's code, the app
// by its address, where the page has often painted the section before the widget is there: then it is taken over.

const PICKED = "picked";
const KEEP_MS = 60000;
const PAPER_PX = 620; // between the margins of A4
const WALL_NAMES_PX = 480;
const WALL_LEAST_PX = 620; // so that letters do not grow beyond the heading
const WALL_SHARE = 0.72; // of its height, below the headline
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
  const reach = chart.spec.usermeta;
  const onWall = document.documentElement.classList.contains("ic-wall");
  if (reach && (onWall || widthOf(box) > room)) {
    made.finalize();
    made = await embed(box, narrowed(chart.spec, onWall ? WALL_NAMES_PX : room), chart.options);
  }
  const fit = (wide) => reach && fitted(made.view, box, reach, wide);
  await fit(onWall ? wallRoom(box) : room);
  const printing = [["beforeprint", () => fit(PAPER_PX)], ["afterprint", () => fit(room)]];
  for (const [when, act] of printing) addEventListener(when, act);
  frame.style.setProperty("--ic-natural", `${widthOf(box)}px`);
  const close = () => {
    for (const [when, act] of printing) removeEventListener(when, act);
    made.finalize();
  };
  return { node, view: made.view, close };
}

function widthOf(box) {
  return sizeOf(box, "width");
}

function sizeOf(box, side) {
  return Number(box.querySelector("svg")?.getAttribute(side) ?? 0);
}

/** Bars as long as the room lets them be; names and letters stay as they are. A title that reaches out takes more turns. */
async function fitted(view, box, { narrowest, widest }, room) {
  for (let turn = 0; turn < 4; turn++) {
    const bars = Math.min(widest, Math.max(narrowest, Math.floor(view.width() + room - widthOf(box))));
    if (bars === view.width()) return;
    await view.width(bars).runAsync();
  }
}

/** How wide a chart is that has the shape of a wall: enlarged, it fills it. */
function wallRoom(box) {
  const { clientWidth, clientHeight } = document.documentElement;
  return Math.max(WALL_LEAST_PX, (sizeOf(box, "height") * clientWidth) / (clientHeight * WALL_SHARE));
}

/** A chart for a telephone, or a wall: names in lines of a few letters, the title of the axis in lines, the bars shorter. */
function narrowed(given, room) {
  const spec = structuredClone(given);
  const letters = Math.round(room / 18);
  spec.width = spec.usermeta.narrowest;
  for (const { encoding } of spec.layer ?? [spec]) {
    if (encoding?.y?.field) encoding.y.axis = { ...encoding.y.axis, labelExpr: inLines(letters), labelFontSize: 11 };
    const axis = encoding?.x?.axis;
    if (axis?.title) Object.assign(axis, { title: wrapped(axis.title, room / 7.5), titleAnchor: "end" });
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
