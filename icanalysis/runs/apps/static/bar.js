// The bar of controls: a labelled choice for each parameter, a search in long lists, what was clicked, and the state of
// the page as text to pass on or to paste. It only asks: the kernel answers with another `state`, or with an error.

const LONG = 12;
const ACROSS = 70;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Words without accents and capitals: "Tuyên Quang" and "tuyen quang" are the same to a search. */
export function folded(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/giu, "d").toLowerCase();
}

/** So many lines a text takes in its field. */
function lines(text) {
  return text.split("\n").reduce((count, line) => count + Math.max(1, Math.ceil(line.length / ACROSS)), 0);
}

function render({ model, el }) {
  const id = `ic-${Math.random().toString(36).slice(2, 8)}`;
  const controls = new Map();
  const boxes = element("div", { className: "ic-controls" });
  const note = element("p", { className: "ic-picked" });
  note.setAttribute("aria-live", "polite");
  const aged = element("p", { className: "ic-newer" });
  aged.setAttribute("role", "status");
  const share = element("details", { className: "ic-share" });
  const fault = element("p", { className: "ic-error" });
  fault.setAttribute("role", "alert");
  el.classList.add("ic-bar");
  el.replaceChildren(boxes, note, aged, share);

  const state = () => model.get("state");
  const ask = (content) => model.send(content);

  function control({ name }) {
    const select = element("select", { id: `${id}-${name}`, name });
    const label = element("label", { htmlFor: select.id });
    const search = element("input", { type: "search", className: "ic-search", hidden: true });
    select.addEventListener("change", () => ask({ set: { [name]: select.value } }));
    search.addEventListener("input", () => list(name));
    search.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return (search.value = ""), list(name);
      if (event.key !== "Enter" || !select.options.length) return;
      const first = [...select.options].find((option) => matches(name, option)) ?? select.options[0];
      search.value = "";
      ask({ set: { [name]: first.value } });
    });
    const choice = element("div", { className: "ic-choice" }, search, select);
    boxes.append(element("div", { className: "ic-control" }, label, choice));
    return { label, search, select };
  }

  function matches(name, option) {
    const { search } = controls.get(name);
    return folded(option.textContent).includes(folded(search.value.trim()));
  }

  /** The choices of a control that hold what is searched for; the one that is chosen always stays. */
  function list(name) {
    const { select, search } = controls.get(name);
    const { choices, value } = state().controls.find((one) => one.name === name);
    const options = choices.map(([key, words]) => element("option", { value: key, textContent: words }));
    select.replaceChildren(...options.filter((option) => option.value === value || matches(name, option)));
    select.value = value;
    search.hidden = choices.length <= LONG;
  }

  function draw() {
    const { controls: shown, texts, picked, newer, share: forms } = state();
    for (const one of shown) {
      if (!controls.has(one.name)) controls.set(one.name, control(one));
      const { label, search } = controls.get(one.name);
      label.textContent = one.label;
      search.placeholder = texts.search;
      search.setAttribute("aria-label", `${texts.search} ${one.label.toLowerCase()}`);
      list(one.name);
    }
    note.replaceChildren(...(picked ? [picked + " ", button(texts.unpick, () => ask({ unpick: true }))] : []));
    aged.textContent = newer;
    drawShare(texts, forms);
    document.dispatchEvent(new CustomEvent("icanalysis:state", { detail: { address: forms.address.text } }));
  }

  function drawShare(texts, forms) {
    const field = element("input", { type: "text", id: `${id}-paste`, value: "" });
    const open = () => ask({ paste: field.value });
    field.addEventListener("keydown", (event) => event.key === "Enter" && open());
    const label = element("label", { htmlFor: field.id, textContent: texts.paste });
    fault.textContent = "";
    const paste = element("div", { className: "ic-form" }, label, field, button(texts.open, open));
    const all = Object.entries(forms).map(([name, { label: words, text }]) => form(name, words, text));
    const copy = document.querySelector(".ic-top .ic-copy");
    const parts = copy ? onServer(texts, all.slice(1), paste, copy) : [...all, paste, fault];
    share.replaceChildren(element("summary", { textContent: texts.share }), ...parts);
  }

  /** On a server of dashboards the address alone is shared; the other forms wait in a fold for those who make reports. */
  function onServer(texts, others, paste, copy) {
    const address = new URL(state().share.address.text, document.baseURI).href;
    const open = share.querySelector(".ic-makers")?.open ?? false;
    const makers = element("details", { className: "ic-makers", open }, element("summary", { textContent: texts.makers }));
    makers.append(...others, paste, fault);
    return [form("address", texts.address, address), copy.cloneNode(true), makers];
  }

  function form(name, words, text) {
    const shown = element("textarea", { readOnly: true, rows: lines(text), value: text, id: `${id}-${name}` });
    shown.addEventListener("focus", () => shown.select());
    return element("div", { className: "ic-form" }, element("label", { htmlFor: shown.id, textContent: words }), shown);
  }

  function button(words, act) {
    const made = element("button", { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  }

  function answered(message) {
    fault.textContent = message.error ?? "";
  }

  function escaped(event) {
    if (event.key === "Escape" && state().picked && !el.contains(event.target)) ask({ unpick: true });
  }

  model.on("change:state", draw);
  model.on("msg:custom", answered);
  document.addEventListener("keydown", escaped);
  draw();
  return () => {
    model.off("change:state", draw);
    model.off("msg:custom", answered);
    document.removeEventListener("keydown", escaped);
  };
}

export default { render };
