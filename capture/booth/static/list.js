// List: the day so far: lines with search, counts by rating, by hour and by person.

import { notLeadTitle } from "./card.js";
import { find, icon, make } from "./page.js";
import { ask } from "./server.js";
import { say, spoken } from "./words.js";

const MOST = 200;
const SOON_MS = 40; // the card of a scan comes first, then its line

export class List {
  constructor({ open, bringBack, sync }) {
    this.open = open;
    this.bringBack = bringBack;
    this.rows = new Map();
    this.counts = { all: 0, unsynced: 0, rating: {}, hour: {}, staff: {} };
    this.found = null;
    this.zone = "UTC";
    this.formats = new Map();
    this.changed = new Set();
    find("search").addEventListener("input", () => this.#search());
    find("tab-list").addEventListener("click", () => this.#show("list"));
    find("tab-numbers").addEventListener("click", () => this.#show("numbers"));
    find("sync").addEventListener("click", sync);
  }

  begin(rows, counts, zone) {
    this.zone = zone;
    this.rows = new Map([...rows].reverse().map((row) => [row.id, row]));
    this.counts = counts;
    this.render();
  }

  put(row, counts) {
    this.counts = counts;
    const before = this.rows.get(row.id);
    if (before || this.#isNewest(row)) {
      if (before && row.last_at > before.last_at) this.rows.delete(row.id);
      this.rows.set(row.id, row);
      if (this.rows.size > MOST) this.rows.delete(this.rows.keys().next().value);
      this.changed.add(row.id);
    }
    this.soon ??= setTimeout(() => this.#renderChanged(), SOON_MS);
  }

  mark(id) {
    this.here = id;
    for (const line of find("rows").children) line.classList.toggle("here", line.dataset.id === id);
  }

  time(at) {
    return this.#format("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
  }

  when(at) {
    const day = this.#format(spoken() === "zh" ? "zh-CN" : "en-GB", { day: "numeric", month: "short" });
    const date = day.format(at);
    return date === day.format(Date.now()) ? this.time(at) : `${date} ${this.time(at)}`;
  }

  // A format is slow to make, so each is made once.
  #format(language, parts) {
    const key = `${language} ${this.zone} ${Object.keys(parts)}`;
    if (!this.formats.has(key)) this.formats.set(key, new Intl.DateTimeFormat(language, { ...parts, timeZone: this.zone }));
    return this.formats.get(key);
  }

  render() {
    const rows = this.found ?? [...this.rows.values()].reverse();
    find("rows").replaceChildren(...rows.map((row) => this.#made(row)));
    this.#renderEmpty();
    this.#renderCounts();
  }

  // A lead of another day, or of this morning on a long day, may be worked on without a line here.
  #isNewest({ last_at: at }) {
    const newest = [...this.rows.values()].at(-1);
    return newest ? at >= newest.last_at : this.when(at) === this.time(at);
  }

  #renderChanged() {
    this.soon = null;
    const changed = [...this.changed];
    this.changed.clear();
    if (this.found) return this.#search();
    const shown = new Map([...find("rows").children].map((line) => [line.dataset.id, line]));
    for (const id of changed) if (this.rows.has(id)) this.#line(this.rows.get(id), shown.get(id));
    while (find("rows").children.length > MOST) find("rows").lastChild.remove();
    this.#renderEmpty();
    this.#renderCounts();
  }

  #line(row, old) {
    const made = this.#made(row);
    if (old?.dataset.at === made.dataset.at) {
      const hadFocus = old.contains(document.activeElement);
      old.replaceWith(made);
      if (hadFocus) made.querySelector("button").focus();
    } else {
      old?.remove();
      find("rows").prepend(made);
    }
  }

  #made(row) {
    const notLead = row.kind === "not_a_badge" || row.kind === "refused";
    const name = notLead ? say(notLeadTitle(row)) : row.name || say("nameless");
    const tags = make("span", { class: "tags" });
    if (row.seen > 1) tags.append(make("span", {}, `×${row.seen}`));
    if (row.undone) tags.append(make("span", {}, say("row_undone")));
    if (!row.synced) {
      const cloud = icon("cloud");
      cloud.removeAttribute("aria-hidden");
      cloud.setAttribute("role", "img");
      cloud.setAttribute("aria-label", say("row_unsynced"));
      tags.append(cloud);
    }
    if (row.rating) tags.append(make("span", { class: "rated" }, icon(row.rating), say(row.rating)));
    const time = make("time", { datetime: new Date(row.last_at).toISOString() }, this.found ? this.when(row.last_at) : this.time(row.last_at));
    const line = make(
      "li",
      { "data-id": row.id, "data-at": row.last_at, class: `${row.undone ? "undone" : ""} ${row.id === this.here ? "here" : ""}` },
      make("button", { type: "button", class: "open", on: { click: () => this.open(row.id) } }, time,
        make("span", { class: "name", dir: "auto" }, name), make("span", { class: "company", dir: "auto" }, row.company), tags),
    );
    if (row.undone) line.append(make("button", { type: "button", class: "small", on: { click: () => this.bringBack(row.id) } }, say("bring_back")));
    return line;
  }

  #renderEmpty() {
    find("rows-empty").hidden = find("rows").children.length > 0;
    find("rows-empty").textContent = say(this.found ? "list_nothing" : "list_empty");
  }

  #renderCounts() {
    const { all, unsynced, rating } = this.counts;
    find("count-all").textContent = all;
    const one = (name, word) => make("li", {}, ...(name ? [icon(name)] : []), `${say(word)} ${rating[name] ?? 0}`);
    find("counts").replaceChildren(one("hot", "hot"), one("warm", "warm"), one("cold", "cold"), one("", "unrated"));
    const words = unsynced ? say("unsynced", { n: unsynced }) : say("synced");
    find("sync").replaceChildren(icon(unsynced ? "cloud" : "tick"), words);
    find("sync").title = say("sync_now");
    if (!find("numbers-view").hidden) this.#renderNumbers();
  }

  #renderNumbers() {
    const ratings = Object.fromEntries(["hot", "warm", "cold", ""].filter((name) => this.counts.rating[name]).map((name) => [say(name || "unrated"), this.counts.rating[name]]));
    const hours = Object.keys(this.counts.hour).map(Number);
    const byHour = {};
    for (let hour = Math.min(...hours); hours.length && hour <= Math.max(...hours); hour++) {
      const name = String(hour).padStart(2, "0");
      byHour[`${name}:00`] = this.counts.hour[name] ?? 0;
    }
    const staff = Object.fromEntries(Object.entries(this.counts.staff).sort((one, other) => other[1] - one[1]).map(([name, number]) => [name || say("nobody"), number]));
    find("numbers-view").replaceChildren(chart(say("by_rating"), ratings), chart(say("by_hour"), byHour), chart(say("by_staff"), staff));
  }

  #show(which) {
    find("tab-list").setAttribute("aria-pressed", which === "list");
    find("tab-numbers").setAttribute("aria-pressed", which === "numbers");
    find("list-view").hidden = which !== "list";
    find("numbers-view").hidden = which !== "numbers";
    if (which === "numbers") this.#renderNumbers();
  }

  async #search() {
    const words = find("search").value.trim();
    const asked = (this.asked = {});
    const found = words ? await ask(`/api/list?q=${encodeURIComponent(words)}`).catch(() => []) : null;
    if (asked !== this.asked) return;
    this.found = found;
    this.render();
    if (words) this.#show("list");
  }
}

function chart(title, values) {
  const most = Math.max(1, ...Object.values(values));
  const bars = Object.entries(values).flatMap(([name, number]) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 100 10");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ width: (100 * number) / most, height: 10, rx: 1 })) bar.setAttribute(key, value);
    svg.append(bar);
    return [make("dt", {}, name), svg, make("dd", {}, number)];
  });
  const list = make("div", { class: "bars", role: "presentation" });
  list.append(...bars.map((part) => (part.tagName === "DT" || part.tagName === "DD" ? make("span", {}, part.textContent) : part)));
  return make("section", {}, make("h3", {}, title), list);
}
