// Camera: the browser's camera as a stream of 8-bit luma frames, one in flight. It comes back by itself when it was lost.
//
// A frame is <u32 sequence, u16 width, u16 height, 4 letters> and then luma ("GRAY") or a picture ("JPEG", phones on Wi-Fi).

const HEADER = 12;
const SILENCE_MS = 2000;
const AGAIN_MS = 2000;
const STILL_MS = 10000;

export class BrowserCamera {
  // send(buffer) takes a frame; told(state) hears: starting, on, denied, absent, busy, lost, insecure, elsewhere, off.
  constructor(video, { send, told, jpeg = false }) {
    this.video = video;
    this.send = send;
    this.told = told;
    this.jpeg = jpeg;
    this.generation = 0;
    this.sequence = 0;
    this.inFlight = false;
    this.sentAt = 0;
    this.movedAt = 0;
    this.codeInView = false;
    this.frameAt = 0;
    this.releaseLock = null;
    setInterval(() => this.#watch(), 500);
    document.addEventListener("visibilitychange", () => !document.hidden && this.state === "on" && stayAwake());
    navigator.mediaDevices?.addEventListener("devicechange", () => {
      if (this.wanted && ["absent", "lost", "busy"].includes(this.state)) this.start(this.deviceId);
    });
  }

  async start(deviceId = "", { steal = false } = {}) {
    const generation = ++this.generation; // a later start or stop makes this one void
    this.wanted = true;
    this.deviceId = deviceId;
    this.#release();
    if (!navigator.mediaDevices?.getUserMedia) return this.#tell("insecure");
    this.#tell("starting");
    if (!(await this.#lock(generation, steal))) return;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: wish(deviceId, this.jpeg) });
      if (generation !== this.generation) return stream.getTracks().forEach((track) => track.stop());
      await this.#run(stream, generation);
    } catch (error) {
      if (generation !== this.generation) return;
      if (error.name === "OverconstrainedError" && deviceId) return this.start("");
      this.#tell({ NotAllowedError: "denied", NotFoundError: "absent", OverconstrainedError: "absent", NotReadableError: "busy" }[error.name] ?? "lost");
    }
  }

  stop() {
    this.generation++;
    this.wanted = false;
    this.#release();
    this.releaseLock?.();
    this.#tell("off");
  }

  answered(codeInView) {
    this.inFlight = false;
    this.codeInView = codeInView;
  }

  async cameras() {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices.filter((device) => device.kind === "videoinput");
  }

  async picture() {
    const canvas = new OffscreenCanvas(this.video.videoWidth, this.video.videoHeight);
    canvas.getContext("2d").drawImage(this.video, 0, 0);
    return canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
  }

  async #run(stream, generation) {
    const [track] = stream.getVideoTracks();
    this.stream = stream;
    this.video.srcObject = stream;
    track.addEventListener("ended", () => generation === this.generation && this.#lose());
    this.frameAt = performance.now();
    this.movedAt = this.frameAt;
    this.inFlight = false;
    const pump = this.jpeg || !("MediaStreamTrackProcessor" in window) ? this.#pumpCanvas(generation) : this.#pumpTrack(track, generation);
    await this.video.play();
    if (generation !== this.generation) return;
    this.#tell("on");
    performance.mark("camera-on");
    if (track.getCapabilities?.().focusMode?.includes("continuous")) {
      track.applyConstraints({ advanced: [{ focusMode: "continuous" }] }).catch(() => {});
    }
    stayAwake();
    pump.catch(() => generation === this.generation && this.#lose());
  }

  // The quick way (Chromium): the luma plane straight from the camera. Goes on in a hidden tab.
  async #pumpTrack(track, generation) {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
    while (generation === this.generation) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      this.frameAt = performance.now();
      const { width, height } = frame.visibleRect;
      if (!this.inFlight && ["I420", "NV12", "I420A", "I422", "I444"].includes(frame.format)) {
        const data = new ArrayBuffer(HEADER + frame.allocationSize());
        const [plane] = await frame.copyTo(new Uint8Array(data, HEADER));
        const luma = plane.stride === width ? data.slice(0, HEADER + width * height) : packed(data, plane, width, height);
        this.#offer(luma, width, height);
      } else if (!this.inFlight) {
        this.#offer(this.#drawn(frame, width, height), width, height);
      }
      frame.close();
    }
    reader.cancel();
  }

  // The way that works everywhere.
  async #pumpCanvas(generation) {
    const next = () => new Promise((resolve) => (this.video.requestVideoFrameCallback ? this.video.requestVideoFrameCallback(resolve) : requestAnimationFrame(resolve)));
    while (generation === this.generation) {
      await next();
      this.frameAt = performance.now();
      const { videoWidth: width, videoHeight: height } = this.video;
      if (this.inFlight || !width) continue;
      if (this.jpeg) {
        if (this.frameAt - this.sentAt < 100) continue;
        const bytes = await (await this.picture()).arrayBuffer();
        const data = new ArrayBuffer(HEADER + bytes.byteLength);
        new Uint8Array(data, HEADER).set(new Uint8Array(bytes));
        this.#put(data, width, height, "JPEG");
      } else {
        this.#offer(this.#drawn(this.video, width, height), width, height);
      }
    }
  }

  #drawn(source, width, height) {
    this.canvas ??= document.createElement("canvas");
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    const drawing = this.canvas.getContext("2d", { willReadFrequently: true });
    drawing.drawImage(source, 0, 0);
    const rgba = drawing.getImageData(0, 0, width, height).data;
    const data = new ArrayBuffer(HEADER + width * height);
    const luma = new Uint8Array(data, HEADER);
    for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 4) luma[pixel] = (77 * rgba[at] + 150 * rgba[at + 1] + 29 * rgba[at + 2]) >> 8;
    return data;
  }

  // Every frame while something moves; fewer while a code that was read stays in view, or nobody is there.
  #offer(data, width, height) {
    const now = this.frameAt;
    const moved = this.#moved(new Uint8Array(data, HEADER), width, height);
    if (moved) this.movedAt = now;
    const pause = moved ? 0 : this.codeInView ? 80 : now - this.movedAt > STILL_MS ? 200 : 0;
    if (now - this.sentAt >= pause) this.#put(data, width, height, "GRAY");
  }

  #put(data, width, height, format) {
    const header = new DataView(data, 0, HEADER);
    header.setUint32(0, ++this.sequence, true);
    header.setUint16(4, width, true);
    header.setUint16(6, height, true);
    for (let letter = 0; letter < 4; letter++) header.setUint8(8 + letter, format.charCodeAt(letter));
    this.sentAt = this.frameAt;
    this.inFlight = this.send(data);
  }

  #moved(luma, width, height) {
    const before = this.sample;
    this.sample = new Uint8Array(16 * 9);
    let change = 0;
    for (let row = 0; row < 9; row++) {
      for (let column = 0; column < 16; column++) {
        const value = luma[Math.floor(((row + 0.5) * height) / 9) * width + Math.floor(((column + 0.5) * width) / 16)];
        this.sample[row * 16 + column] = value;
        if (before && Math.abs(value - before[row * 16 + column]) > 24) change++;
      }
    }
    return change > 2;
  }

  // One window scans at a time: the second says so and offers to take over.
  #lock(generation, steal) {
    if (!navigator.locks || this.releaseLock) return true;
    return new Promise((resolve) => {
      const late = setTimeout(() => generation === this.generation && this.#tell("elsewhere"), 700);
      const hold = () => new Promise((release) => {
        clearTimeout(late);
        this.releaseLock = () => { this.releaseLock = null; release(); };
        resolve(generation === this.generation);
      });
      navigator.locks.request("boothflow-camera", { steal }, hold).catch(() => {
        this.releaseLock = null; // another window took over
        this.generation++;
        this.#release();
        this.#tell("elsewhere");
        resolve(false);
      });
    });
  }

  #watch() {
    if (this.state === "on" && performance.now() - this.frameAt > SILENCE_MS && !document.hidden) this.#lose();
    if (this.wanted && ["busy", "lost"].includes(this.state) && performance.now() - this.lostAt > AGAIN_MS) this.start(this.deviceId);
  }

  #lose() {
    this.generation++;
    this.#release();
    this.#tell("lost");
  }

  #release() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
  }

  #tell(state) {
    this.state = state;
    this.lostAt = performance.now();
    this.told(state);
  }
}

// The system lets go of this whenever the page is hidden, so it is asked for again.
function stayAwake() {
  navigator.wakeLock?.request("screen").catch(() => {});
}

function wish(deviceId, isPhone) {
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };
  if (deviceId) return { ...size, deviceId: { exact: deviceId } };
  return isPhone ? { ...size, facingMode: { ideal: "environment" } } : size;
}

function packed(data, plane, width, height) {
  const luma = new ArrayBuffer(HEADER + width * height);
  for (let row = 0; row < height; row++) {
    new Uint8Array(luma, HEADER + row * width, width).set(new Uint8Array(data, HEADER + plane.offset + row * plane.stride, width));
  }
  return luma;
}
