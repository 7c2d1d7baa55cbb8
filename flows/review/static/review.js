// Review: one pair at a time, three answers, and every answer can be taken back.

import { Keys } from "/static/keys.js";
import { find, icon, make, remember, remembered } from "/static/page.js";
import { ask, post } from "/static/server.js";
import { signed, waterfall } from "./waterfall.js";
import { day, moment, say, speak, spoken } from "./words.js";

let seen = null; // what the server last said: exhibitors, exhibitor, later, pair, threshold
let said = { key: "", values: {} }; // what became of the last answer
let isBusy = false;
const answered = []; // answers of this visit, for undo by key

const key = (pair) => ({ left_scan_id: pair.left_scan_id, right_scan_id: pair.right_scan_id });
const mine = () => seen.exhibitors.find(({ name }) => name === seen.exhibitor) ?? { all: 0, open: 0, later: 0 };

// ---- asking and answering

async function guarded(work) {
  if (isBusy) return;
  isBusy = true;
  try {
    await work();
  } catch (trouble) {
    tell(trouble.isGone ? "gone" : "failed", { trouble: trouble.message }, "alert");
  } finally {
    isBusy = false;
  }
}

const look = (wish = {}) =>
  guarded(async () => {
    seen = await ask(`/api/view?${new URLSearchParams({ exhibitor: seen?.exhibitor ?? "", later: false, ...wish })}`);
    render();
  });

const answer = (word) =>
  guarded(async () => {
    if (!seen?.pair) return;
    const pair = key(seen.pair);
    const { exhibitor, later } = seen;
    seen = await post("decide", { ...pair, answer: word, exhibitor, later });
    answered.push({ ...pair, exhibitor });
    render();
    tell(`said_${word}`);
  });

const takeBack = (decision) =>
  guarded(async () => {
    seen = await post("decide", { ...decision, answer: "undo", later: false });
    const at = answered.findLastIndex((one) => one.left_scan_id === decision.left_scan_id && one.right_scan_id === decision.right_scan_id);
    if (at >= 0) answered.splice(at, 1);
    render();
    tell("said_undo");
  });

const undo = () => answered.length && takeBack(answered.at(-1));

function tell(word, values = {}, where = "status") {
  said = { key: word, values };
  renderSaid();
  find(where).textContent = "";
  const next = seen?.pair && where === "status" ? ` ${seen.pair.sides[0].name}, ${seen.pair.sides[1].name}.` : "";
  setTimeout(() => { find(where).textContent = say(word, values) + next; }, 30);
}

// ---- showing

function render() {
  renderTop();
  renderSaid();
  find("pair").hidden = !seen.pair;
  find("done").hidden = Boolean(seen.pair);
  for (const button of document.querySelectorAll("[data-answer]")) button.disabled = !seen.pair;
  find("undo").disabled = !answered.length;
  if (seen.pair) renderPair(seen.pair);
  else renderDone();
}

function renderTop() {
  const { all, open, later } = mine();
  const names = seen.exhibitors.map(({ name, open: waiting }) => make("option", { value: name, selected: name === seen.exhibitor }, `${name} (${waiting})`));
  find("exhibitor").replaceChildren(...names);
  find("bar").max = Math.max(all, 1);
  find("bar").value = all - open - later;
  find("how-far").textContent = say(later ? "how_far_later" : "how_far", { n: all - open - later, m: all, later });
  find("language").textContent = spoken() === "zh" ? "English" : "中文";
  find("language").lang = spoken() === "zh" ? "en" : "zh-Hans";
}

function renderSaid() {
  find("said").textContent = said.key ? say(said.key, said.values) : "";
}

function renderPair(pair) {
  ["left", "right"].forEach((side, at) => find(side).replaceChildren(...person(pair.sides[at])));
  find("fields").replaceChildren(
    ...pair.fields.map(({ field, left, right, mark }) => row(field === "title" ? "job" : field, left, right, mark)),
    plain("badge", ...pair.sides.map(({ badges }) => badges)),
    plain("events", ...pair.sides.map(({ events }) => events)),
    plain("seen", ...pair.sides.map((side) => [...new Set([day(side.from), day(side.to)])].join(" – ")).map((text) => [text])),
    plain("staff", ...pair.sides.map(({ staff }) => staff)),
  );
  find("chance").textContent = say("chance", { percent: percent(pair.probability) });
  find("verdict").textContent = say("verdict");
  find("reasons").replaceChildren(...waterfall(pair.reasons, pair.weight, seen.threshold));
  find("legend").textContent = say("legend", { bits: signed(seen.threshold) });
}

function person(side) {
  const count = (n, one, many) => say(n === 1 ? one : many, { n });
  return [
    make("span", { class: "name", dir: "auto" }, side.name),
    make("span", { class: "count" }, count(side.scans, "scan", "scans")),
    make("span", { class: `count${side.notes ? " has" : ""}` }, icon("note"), side.notes ? count(side.notes, "note", "notes") : say("no_notes")),
  ];
}

function row(field, left, right, mark) {
  return make("tr", { class: mark, role: "row" },
    make("th", { scope: "row", role: "rowheader" }, say(field)),
    cell(left),
    make("td", { class: "mark-cell", role: "cell" }, make("span", { class: "verdict-mark" }, icon(mark), make("span", {}, say(`mark_${mark}`)))),
    cell(right));
}

function plain(field, left, right) {
  return make("tr", { class: "plain-row", role: "row" },
    make("th", { scope: "row", role: "rowheader" }, say(field)), cell(left), make("td", { class: "mark-cell", role: "cell" }), cell(right));
}

function cell(values) {
  const texts = values.map((value) => make("span", { class: "value", dir: "auto" }, value));
  return make("td", { class: "values", role: "cell" }, ...(texts.length ? texts : [make("span", { class: "quiet" }, say("nothing"))]));
}

const percent = (probability) => Math.min(99, Math.max(1, Math.round(probability * 100)));

function renderDone() {
  const { all, later } = mine();
  find("done-title").textContent = say(all ? "done" : "none");
  find("done-text").textContent = say(all ? "done_text" : "none_text", { exhibitor: seen.exhibitor });
  find("see-later").hidden = !later;
  find("see-later").textContent = say("open_later", { n: later });
  const other = seen.exhibitors.find(({ open }) => open > 0);
  find("go-on").hidden = !other;
  find("go-on").value = other?.name ?? "";
  find("go-on").textContent = say("go_on", { exhibitor: other?.name, n: other?.open });
}

// ---- what was decided

const openDecided = () =>
  guarded(async () => {
    await renderDecided();
    find("decided").showModal();
  });

async function renderDecided() {
  const decisions = await ask(`/api/decided?${new URLSearchParams({ exhibitor: seen.exhibitor })}`);
  find("decided-none").hidden = decisions.length > 0;
  find("decisions").replaceChildren(...decisions.map(decision));
}

const ICONS = { same: "one", different: "two", later: "later" };

function decision(made) {
  const { left, right } = made;
  const back = async () => {
    await takeBack({ ...key(made), exhibitor: seen.exhibitor });
    await guarded(renderDecided);
    find("decided").querySelector("button").focus();
  };
  return make("li", { class: made.answer },
    make("span", { class: "answer" }, icon(ICONS[made.answer]), say(made.answer)),
    make("span", { class: "names" },
      make("b", { dir: "auto" }, left), " · ", make("b", { dir: "auto" }, right),
      make("small", {}, say("by", { when: moment(made.at), who: made.by }))),
    make("button", { type: "button", class: "small", "aria-label": say("undo_of", { left, right }), on: { click: back } }, icon("undo"), say("undo")));
}

// ---- language and keys

function setLanguage(chosen) {
  remember("language", chosen);
  speak(chosen);
  if (seen) render();
}

find("language").addEventListener("click", () => setLanguage(spoken() === "zh" ? "en" : "zh"));
find("exhibitor").addEventListener("change", ({ target }) => look({ exhibitor: target.value }));
find("go-on").addEventListener("click", ({ target }) => look({ exhibitor: target.value }));
find("see-later").addEventListener("click", () => look({ later: true }));
find("open-decided").addEventListener("click", openDecided);
find("undo").addEventListener("click", undo);
find("single-keys").checked = remembered("keys", "yes") === "yes";
find("single-keys").addEventListener("change", ({ target }) => remember("keys", target.checked ? "yes" : "no"));
for (const button of document.querySelectorAll("[data-answer]")) button.addEventListener("click", () => answer(button.dataset.answer));

new Keys({
  scanned: () => {},
  allowed: ({ target }) => !find("decided").open && remembered("keys", "yes") === "yes" && !target.matches?.("select"),
  shortcuts: { s: () => answer("same"), d: () => answer("different"), l: () => answer("later"), u: undo },
});

speak(remembered("language", navigator.language.startsWith("zh") ? "zh" : "en"));
look();
