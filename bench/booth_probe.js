// Probe: notes, on the clock that the server shares, when each numbered frame reached the page, went up, was answered, and became a card.
(() => {
  const SQUARE = 16, BITS = 12, HEADER = 12;
  const now = () => performance.timeOrigin + performance.now();
  const seen = { arrived: {}, sent: {}, heard: {}, changed: {}, painted: {} };
  window.bench = seen;

  const numberIn = (bytes, offset, stride, square) => {
    let number = 0;
    for (let bit = 0; bit < BITS; bit++) if (bytes[offset + stride * (square / 2) + bit * square + square / 2] > 128) number |= 1 << bit;
    return number;
  };

  // The page's own frames are watched: a track of the probe's own would cost as much as the page itself.
  const Processor = window.MediaStreamTrackProcessor;
  window.MediaStreamTrackProcessor = class {
    constructor(options) {
      const reader = new Processor(options).readable.getReader();
      const read = async () => {
        const got = await reader.read();
        if (!got.done) note(got.value.clone(), now());
        return got;
      };
      this.readable = { getReader: () => ({ read, cancel: () => reader.cancel() }) };
    }
  };
  async function note(frame, at) {
    const rect = { x: 0, y: 0, width: SQUARE * BITS, height: SQUARE };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    const [plane] = await frame.copyTo(bytes, { rect });
    frame.close();
    seen.arrived[numberIn(bytes, plane.offset, plane.stride, SQUARE)] ??= at;
  }

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (data instanceof ArrayBuffer) {
      const view = new DataView(data), isHalf = view.getUint8(8) === 72;
      seen.sent[view.getUint32(0, true)] = { at: now(), half: isHalf, number: numberIn(new Uint8Array(data), HEADER, view.getUint16(4, true), isHalf ? SQUARE / 2 : SQUARE) };
    }
    return send.call(this, data);
  };

  const parse = JSON.parse;
  JSON.parse = (text, ...rest) => {
    const at = now();
    const message = parse(text, ...rest);
    if (message?.type === "frame") for (const { card } of message.cards ?? []) seen.heard[card.contact.full_name] ??= { at, seq: message.seq ?? 0 };
    return message;
  };

  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      const name = document.getElementById("name").textContent;
      seen.changed[name] ??= now();
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => { seen.painted[name] ??= now(); };
      requestAnimationFrame(() => port1.postMessage(0));
    }).observe(document.getElementById("name"), { childList: true });
  });
})();
