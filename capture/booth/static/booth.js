// Booth: puts the page together: what the server says goes to banner, card and list; what staff does goes to the server.

import { BrowserCamera } from "./camera.js";
import { Card } from "./card.js";
import { chime, wake } from "./chime.js";
import { LAPTOP } from "./first.js";
import { Lock, MenuForm, PersonForm, PhonesForm, SetupForm, StaffForm, isDialogOpen } from "./forms.js";
import { Keys } from "./keys.js";
import { List } from "./list.js";
import { find, icon, isTyping, make, remember, remembered } from "./page.js";
import { Live, ask, post } from "./server.js";
import { say, sayKind, sayTrouble, speak, spoken } from "./words.js";

const LOCKED = 4423;
const REVOKED = 4403;
const STATES = { new: "new", again: "again", not_a_badge: "bad" };
const MARKS = { idle: "scan", new: "tick", again: "again", bad: "cross", lost: "warning" };

let state = { event: null, exhibitor: "", events: [], rows: [], use: remembered("use", "") };
let staff = "";
// Nobody holds up a second badge so soon: these two are in view together, and a glance saw one of them first.
const IN_ONE_VIEW_MS = 300;
let queue = [];
let introducing = null;
let banner = { look: "idle", title: "idle_title", text: "idle_text", values: {} };
let cameraState = "off";
let isLost = false;
let undone = null;

const live = new Live({
  told: (message) => HEARD[message.type]?.(message),
  preview: drawPreview,
  opened: () => {
    live.say("staff", staff);
    if (isLost) announce("idle", "back_title", "back_text");
    isLost = false;
  },
  closed: (code) => {
    camera.frames.begin(performance.now());
    if (code === LOCKED) {
      stopCamera();
      lock.lock();
      return false;
    }
    if (code === REVOKED && isPhone()) {
      stopCamera();
      announce("bad", "revoked_title", "revoked_text");
      document.querySelector("dialog[open]")?.close();
      // It may be a lost phone: it shows no leads any more.
      for (const part of document.querySelectorAll(".columns, .tools")) part.hidden = true;
      return false;
    }
    if (!isLost) announce("lost", "lost_title", "lost_text");
    isLost = true;
    coach(null);
    outline({ codes: [], w: 1, h: 1 });
    return true;
  },
});

const isPhone = () => location.protocol === "https:";
const camera = new BrowserCamera(find("video"), { live, told: gate, jpeg: isPhone() });
const card = new Card({ staff: () => staff, people: (words) => ask(`/api/people?q=${encodeURIComponent(words)}`), when: (at) => list.when(at), troubled });
const list = new List({ open, bringBack: (id) => undo(id, "", true), sync });
const person = new PersonForm({ staff: () => staff, taken, open, edited: corrected, reading });
const staffForm = new StaffForm({ team: () => state.event?.team ?? [], chosen: setStaff });
const setup = new SetupForm({ state: () => state });
const phones = new PhonesForm();
const lock = new Lock({ opened: () => live.connect(), changed: (isSet) => { state.pin = isSet; } });
new MenuForm({ changed: applyLook, lock: lockPage, open: (name) => ({ setup: () => setup.open(), phones: () => phones.open(state.phones), pin: () => lock.open() })[name]() });

const HEARD = {
  state: begin,
  frame: (answer) => {
    camera.frames.answered(answer);
    for (const message of answer.cards ?? []) taken(message);
    if (answer.trouble) troubled(answer.trouble);
    if (answer.glance && !answer.codes.length) return; // the whole frame follows
    outline(answer);
    coach(answer.advice);
  },
  row: ({ row, counts }) => list.put(row, counts),
  day: ({ rows, counts }) => list.begin(rows, counts, zone()),
  roster: async ({ rows, counts }) => {
    list.begin(rows, counts, zone());
    if (!card.card) return;
    const fresh = await ask(`/api/card/${card.card.id}`).catch(() => null);
    if (fresh) {
      card.update(fresh);
      if (banner.id === fresh.id) announce(banner.look, banner.title, banner.text, { ...banner.values, name: nameOf(fresh) }, fresh.id);
    }
  },
  reload: () => location.reload(),
  camera: ({ state: heard, words }) => gate(heard, words),
};

const zone = () => state.event?.time_zone ?? "UTC";
const nameOf = ({ contact }) => [contact.full_name || contact.badge_id || say("nameless"), contact.company].filter(Boolean).join(" · ");

function begin(message) {
  state = message;
  if (remembered("language", "") === "") setLanguage(state.language, false);
  find("where").textContent = [state.event?.name, state.exhibitor].filter(Boolean).join(" · ");
  document.title = state.event ? `${state.event.name} · Boothflow` : "Boothflow";
  list.begin(state.rows, state.counts, zone());
  card.use(state.event, state.event?.team ?? []);
  find("laptop-only").hidden = state.who !== "laptop";
  find("lock").hidden = !state.pin;
  if (!staff) setStaff(remembered("staff", state.staff), false);
  if (!state.event) {
    if (!find("setup").open && state.who === "laptop") setup.open();
    return;
  }
  const last = sessionStorage.getItem("booth-lead");
  if (last && !card.card) open(last, sessionStorage.getItem("booth-latest") ?? "");
  remember("use", state.use ?? "");
  if (state.who === "laptop" && chosenCamera() === LAPTOP && find("film").hidden) return startCamera(); // whatever was begun before it was known
  if (cameraState !== "off") return;
  if (state.who === "laptop" && chosenCamera() === LAPTOP) startCamera();
  else if (remembered("started", "") === "yes") startCamera();
  else gate("start");
}

// ---- a scan

function taken(message) {
  const { state: result, card: lead, scan_id: latest } = message;
  const look = STATES[result];
  showResult(message, look);
  setTimeout(() => remembered("sounds", "yes") === "yes" && chime(result)); // the card first
  if (introducing) {
    const from = introducing;
    stopIntroducing();
    if (from.id !== lead.id && look !== "bad") {
      if (card.card?.id !== from.id) card.open(from);
      card.introducedBy(lead);
      return enqueue(lead, latest);
    }
  }
  const rapid = remembered("rapid", "no") === "yes";
  const batch = performance.now() - (taken.at ?? -Infinity) < IN_ONE_VIEW_MS && card.card && card.card.id !== lead.id;
  taken.at = performance.now();
  if (!rapid && card.card?.id !== lead.id && (card.isBusy || isDialogOpen() || batch)) return enqueue(lead, latest);
  show(lead, latest);
}

function showResult({ state: result, card: lead, before }, look) {
  if (look === "bad") announce("bad", lead.format === "signed" ? "forged_title" : "not_title", "not_text", { format: lead.format, english: lead.reason }, lead.id);
  else if (look === "again") {
    const key = before?.staff ? "again_text" : "again_text_nobody";
    announce("again", "again_title", key, { name: nameOf(lead), when: before ? list.when(before.at) : "", who: before?.staff ?? "" }, lead.id);
  } else announce("new", "new_title", null, { name: nameOf(lead) }, lead.id);
}

function show(lead, latest = "") {
  if (card.card?.id === lead.id) {
    card.latest = latest || card.latest;
    card.update(lead);
  } else card.open(lead, latest);
  queue = queue.filter((waiting) => waiting.lead.id !== lead.id);
  renderQueue();
  list.mark(lead.id);
  undone = null;
  sessionStorage.setItem("booth-lead", lead.id);
  sessionStorage.setItem("booth-latest", latest);
}

function enqueue(lead, latest) {
  queue = [...queue.filter((waiting) => waiting.lead.id !== lead.id), { lead, latest }];
  renderQueue();
}

function renderQueue() {
  find("queue").hidden = !queue.length;
  if (isTyping(document.activeElement)) requestAnimationFrame(() => document.activeElement.scrollIntoView({ block: "nearest" }));
  const buttons = queue.map(({ lead, latest }) => make("button", { type: "button", on: { click: () => switchTo(lead, latest) } }, make("span", { dir: "auto" }, nameOf(lead))));
  find("queue").replaceChildren(make("b", {}, `${queue.length} ${say("waiting")}`), ...buttons, make("small", {}, say("waiting_hint")));
}

async function switchTo(lead, latest) {
  await card.flush();
  show(await ask(`/api/card/${lead.id}`).catch(() => lead), latest);
}

async function open(id, latest = "") {
  try {
    await card.flush();
    show(await ask(`/api/card/${id}`), latest);
  } catch (error) {
    sessionStorage.removeItem("booth-lead");
    if (error.status !== 422) troubled(error.message);
  }
}

async function done() {
  if (!card.card) return;
  await card.flush();
  document.activeElement?.blur();
  stopIntroducing();
  const [next] = queue;
  if (next) return switchTo(next.lead, next.latest);
  card.close();
  list.mark("");
  sessionStorage.removeItem("booth-lead");
  announce("idle", "idle_title", "idle_text");
}

async function undo(id, later, redo) {
  try {
    const answer = await post("undo", { staff, scan_id: id, later: later === id ? "" : later, redo });
    undone = redo ? null : { id, later };
    announce("idle", redo ? "redone_title" : "undone_title", redo ? null : "undone_text", { name: nameOf(answer.card) });
    if (card.card?.id === id) card.update(answer.card);
    else if (redo) show(answer.card);
  } catch (error) {
    troubled(error.message || say("lost_text"));
  }
}

function undoKey() {
  if (undone) undo(undone.id, undone.later, true);
  else if (card.card) undo(card.card.id, card.latest, card.card.undone);
}

async function undoChange() {
  if (await card.undoLast()) announce("idle", "change_undone", null, { name: nameOf(card.card) });
}

async function corrected(lead, fields) {
  if (card.card?.id !== lead.id) await open(lead.id);
  await card.edit(fields);
}

async function sync() {
  try {
    await post("sync", {});
  } catch (error) {
    troubled(error.message || say("lost_text"));
  }
}

function startIntroducing() {
  introducing = card.card;
  find("introducer-scan").setAttribute("aria-pressed", "true");
  announce("idle", "introducer", "introducer_wait");
}

function stopIntroducing() {
  introducing = null;
  find("introducer-scan").setAttribute("aria-pressed", "false");
}

// ---- what is said

function announce(look, title, text, values = {}, id = "") {
  banner = { look, title, text, values, id, at: look === "idle" || look === "lost" ? "" : list.time(Date.now()) };
  renderBanner();
  const words = `${find("banner-title").textContent}. ${find("banner-text").textContent}`;
  const region = look === "again" || look === "bad" || look === "lost" ? "alert" : "status";
  find(region).textContent = "";
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => (find(region).textContent = words), 30); // cleared first, so that repeats are spoken
  const box = find("banner");
  box.classList.remove("fresh");
  requestAnimationFrame(() => box.classList.add("fresh"));
}

function renderBanner() {
  const isOff = banner.title === "idle_title" && cameraState !== "on";
  const { look, title, text, values, at } = isOff ? { ...banner, title: "off_title", text: "off_text" } : banner;
  find("banner").className = `banner ${look === "lost" ? "bad" : look}`;
  find("banner-mark").replaceChildren(icon(MARKS[look]));
  find("banner-title").textContent = say(title);
  const said = text ? say(text, { ...values, reason: sayKind(values.format, values.english) }) : "";
  find("banner-text").textContent = title === "again_title" ? `${values.name}  —  ${said}` : said || values.words || values.name || "";
  find("banner-when").textContent = at;
}

function reading(isOn) {
  announce("idle", isOn ? "picture_reading" : "idle_title", isOn ? "picture_reading_text" : "idle_text");
}

function troubled(words) {
  announce("bad", "failed_title", null, { words: sayTrouble(words) });
}

function coach(advice) {
  find("coach").hidden = !advice;
  if (advice) find("coach").textContent = say(advice);
}

function outline({ codes, w, h, cards = [] }) {
  const drawing = find("outline");
  if (cards.length) drawing.setAttribute("class", STATES[cards.at(-1).state]);
  if (!codes.length && !drawing.childElementCount) return;
  drawing.setAttribute("viewBox", `0 0 ${w} ${h}`);
  drawing.setAttribute("preserveAspectRatio", "xMidYMid meet");
  drawing.replaceChildren(...codes.map((corners) => {
    const polygon = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
    polygon.setAttribute("points", corners.map((corner) => corner.join(",")).join(" "));
    return polygon;
  }));
}

// ---- cameras

const chosenCamera = () => remembered("camera", state.use === LAPTOP ? LAPTOP : "");

function startCamera(options) {
  remember("started", "yes");
  wake();
  const chosen = state.who === "laptop" ? chosenCamera() : remembered("camera", "");
  const isLaptop = chosen === LAPTOP;
  find("film").hidden = !isLaptop;
  find("video").hidden = isLaptop;
  outline({ codes: [], w: 1, h: 1 });
  if (isLaptop) {
    if (cameraState !== "off") camera.stop();
    gate("starting");
    live.say("camera", LAPTOP);
  } else {
    live.say("camera", "browser");
    camera.start(chosen, options);
  }
  applyLook();
}

function stopCamera() {
  live.say("camera", "browser");
  camera.stop();
}

async function renderCameras() {
  const found = await camera.cameras().catch(() => []);
  const named = found.filter((device) => device.deviceId).map((device, at) => make("option", { value: device.deviceId }, device.label || say("camera_number", { n: at + 1 })));
  if (!named.length) named.push(make("option", { value: "" }, say("camera_browser")));
  if (state.who !== "phone" && !isPhone()) named.splice(1, 0, make("option", { value: LAPTOP }, say("camera_laptop")));
  find("camera").replaceChildren(...named);
  const chosen = chosenCamera();
  if (named.some((option) => option.value === chosen)) find("camera").value = chosen;
}

const GATES = {
  start: ["gate_use", "gate_start_text", "gate_start"],
  starting: ["gate_starting", null, null],
  denied: ["gate_denied", "gate_denied_text", "gate_again"],
  absent: ["gate_absent", "gate_absent_text", "gate_again"],
  busy: ["gate_busy", "gate_busy_text", "gate_again"],
  lost: ["gate_lost", "gate_lost_text", "gate_again"],
  elsewhere: ["gate_elsewhere", "gate_elsewhere_text", "gate_here"],
  insecure: ["gate_insecure", "gate_insecure_text", null],
};

function gate(now) {
  cameraState = now;
  find("view").dataset.camera = now;
  const words = GATES[now];
  const put = remembered("without", "") === "yes" && now !== "start" && now !== "starting";
  find("gate").hidden = !words || (put && !["denied", "busy", "lost", "elsewhere"].includes(now));
  find("photo").hidden = now !== "on" || chosenCamera() === LAPTOP;
  if (now !== "on") {
    coach(null);
    outline({ codes: [], w: 1, h: 1 });
  }
  renderCameras();
  if (banner.title === "idle_title") renderBanner();
  if (!words) return;
  const [title, text, action] = words;
  find("gate-title").textContent = say(title);
  find("gate-text").textContent = text ? say(text) : "";
  find("gate-go").hidden = !action;
  if (action) find("gate-go").textContent = say(action);
  find("gate-without").hidden = !["denied", "absent", "busy", "lost", "start"].includes(now);
}

async function drawPreview(blob) {
  const picture = await createImageBitmap(blob);
  const canvas = find("film");
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
}

async function takePicture() {
  if (cameraState === "on" && chosenCamera() !== LAPTOP) person.picture(await camera.picture());
}

// ---- staff, language, look

function setStaff(name, tell = true) {
  staff = name;
  if (tell) remember("staff", name);
  find("staff-name").textContent = name || say("staff_none");
  find("avatar").textContent = [...name.trim()][0]?.toUpperCase() ?? "?";
  live.say("staff", name);
}

function setLanguage(chosen, keep = true) {
  if (keep) remember("language", chosen);
  speak(chosen);
  find("language").textContent = spoken() === "zh" ? "English" : "中文";
  find("language").lang = spoken() === "zh" ? "en" : "zh-Hans";
  if (!staff) find("staff-name").textContent = say("staff_none");
  renderKeys();
  renderBanner();
  renderQueue();
  list.render();
  card.speak();
  gate(cameraState);
}

function applyLook() {
  find("view").classList.toggle("mirrored", remembered("mirror", "yes") === "yes" && !isPhone());
  const rapid = remembered("rapid", "no") === "yes";
  find("rapid").setAttribute("aria-pressed", rapid);
  find("lead").classList.toggle("rapid", rapid);
}

function toggleRapid() {
  const rapid = remembered("rapid", "no") !== "yes";
  remember("rapid", rapid ? "yes" : "no");
  applyLook();
  announce("idle", "rapid", rapid ? "rapid_on" : "rapid_off");
}

function renderKeys() {
  const keys = [["1 2 3", "key_rate"], ["Enter", "key_done"], ["Y X", "key_consent"], ["U", "key_undo"], ["N", "key_note"], ["Z", "key_change"], ["V", "key_voice"], ["/", "key_without"], ["S", "key_staff"], ["P", "key_photo"], ["R", "key_rapid"], ["L", "key_lock"]];
  find("keys").replaceChildren(...keys.flatMap(([key, word]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, say(word))]));
}

async function lockPage() {
  const { locked } = await post("lock", {}).catch(() => ({}));
  if (locked) lock.lock();
}

async function handheld(text) {
  try {
    taken(await post("handheld", { staff, text }));
  } catch (error) {
    troubled(error.message || say("lost_text"));
  }
}

const onNote = (event) => event.target === find("note");

new Keys({
  scanned: handheld,
  allowed: ({ target, key }) => {
    if (isDialogOpen()) return false;
    if (key === "Escape" || key === "Enter") return target === document.body || find("lead").contains(target);
    return remembered("keys", "yes") === "yes" && !(target.matches?.("input, textarea, select"));
  },
  shortcuts: {
    1: () => card.rate("hot"),
    2: () => card.rate("warm"),
    3: () => card.rate("cold"),
    y: () => card.consent("yes"),
    x: () => card.consent("no"),
    n: () => card.card && find("note").focus(),
    v: () => card.voice(),
    e: () => card.card && person.open(card.card),
    u: undoKey,
    z: undoChange,
    "Ctrl+z": undoChange,
    "/": () => person.open(),
    p: takePicture,
    s: () => staffForm.open(),
    r: toggleRapid,
    l: lockPage,
    Enter: (event) => {
      if (onNote(event)) event.preventDefault();
      done();
    },
    Escape: () => {
      stopIntroducing();
      document.activeElement?.blur();
    },
  },
});

find("done").addEventListener("click", done);
find("undo").addEventListener("click", undoKey);
find("edit").addEventListener("click", () => person.open(card.card));
find("without").addEventListener("click", () => person.open());
find("photo").addEventListener("click", takePicture);
find("notice-photo").addEventListener("click", takePicture);
find("notice-type").addEventListener("click", () => person.open());
find("introducer-scan").addEventListener("click", startIntroducing);
find("staff").addEventListener("click", () => staffForm.open());
find("rapid").addEventListener("click", toggleRapid);
find("language").addEventListener("click", () => setLanguage(spoken() === "zh" ? "en" : "zh"));
find("gate-go").addEventListener("click", () => startCamera({ steal: cameraState === "elsewhere" }));
find("gate-without").addEventListener("click", () => {
  remember("without", "yes");
  find("gate").hidden = true;
});
find("camera").addEventListener("change", () => {
  remember("camera", find("camera").value);
  startCamera();
});
addEventListener("pointerdown", wake);
addEventListener("keydown", wake);
document.addEventListener("visibilitychange", () => {
  if (document.hidden && cameraState === "on" && !("MediaStreamTrackProcessor" in window)) document.title = say("hidden");
  else if (!document.hidden && state.event) document.title = `${state.event.name} · Boothflow`;
});

if (remembered("started", "") === "yes" && chosenCamera() !== LAPTOP) startCamera(); // beside the connection, not after it
setLanguage(remembered("language", "en"), false);
setStaff(remembered("staff", ""), false);
applyLook();
live.connect();
