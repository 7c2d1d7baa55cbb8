// Server: how the page talks to the laptop it runs on: one WebSocket for what is live, JSON for what is asked or changed.

import { sayTrouble } from "./words.js";

export class Trouble extends Error {
  constructor(words, status) {
    super(words);
    this.status = status;
    this.isGone = status === 0; // the server did not answer: worth another try
  }
}

async function answered(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Trouble("", 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Trouble(sayTrouble(answer.trouble ?? `${response.status}`), response.status);
  return answer;
}

export const ask = (path) => answered(fetch(path));

export const post = (name, wish) =>
  answered(fetch(`/api/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) }));

export const upload = (name, about, blob) =>
  answered(fetch(`/api/${name}?${new URLSearchParams(about)}`, { method: "POST", headers: { "Content-Type": blob.type }, body: blob }));

// The live connection. It comes back by itself; told(message) hears every JSON message, closed(code) every end.
export class Live {
  constructor({ told, preview, opened, closed }) {
    Object.assign(this, { told, preview, opened, closed, wait: 100 });
  }

  connect() {
    clearTimeout(this.timer);
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`);
    this.socket = socket;
    socket.binaryType = "blob";
    socket.addEventListener("open", () => {
      this.wait = 100;
      this.opened();
    });
    socket.addEventListener("message", ({ data }) => (typeof data === "string" ? this.told(JSON.parse(data)) : this.preview(data)));
    socket.addEventListener("close", ({ code }) => {
      if (this.socket !== socket) return;
      if (this.closed(code)) {
        this.timer = setTimeout(() => this.connect(), this.wait);
        this.wait = Math.min(this.wait * 1.6, 1500);
      }
    });
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  get isDrained() {
    return !this.isOpen || this.socket.bufferedAmount === 0;
  }

  say(does, name) {
    if (this.isOpen) this.socket.send(JSON.stringify({ do: does, name }));
  }

  send(buffer) {
    if (!this.isOpen || this.socket.bufferedAmount > 4_000_000) return false;
    this.socket.send(buffer);
    return true;
  }
}
