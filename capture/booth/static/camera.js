// Camera: the browser's camera: opened, watched, and brought back by itself when it was lost. Its pictures go to Frames.

import { askCamera, taken } from "./first.js";
import { Frames, lumaOf } from "./frames.js";

const SILENCE_MS = 2000;
const AGAIN_MS = 2000;
const PHONE_PAUSE_MS = 100;

export class BrowserCamera {
  // live takes the frames; told(state) hears: starting, on, denied, absent, busy, lost, insecure, elsewhere, off.
  constructor(video, { live, told, jpeg = false }) {
    this.video = video;
    this.frames = new Frames({ send: (buffer) => live.send(buffer), isDrained: () => live.isDrained });
    this.told = told;
    this.jpeg = jpeg;
    this.generation = 0;
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
      const stream = await (taken(deviceId) ?? askCamera(deviceId, this.jpeg));
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
    this.frames.begin(this.frameAt);
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
      if (this.frames.wantsOne) this.frames.offer(await lumaOf(frame, width, height), this.frameAt);
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
      if (!width) continue;
      if (!this.jpeg) {
        if (this.frames.wantsOne) this.frames.offer(await lumaOf(this.video, width, height), this.frameAt);
      } else if (!this.frames.isLooking && this.frameAt - this.frames.wholeAt > PHONE_PAUSE_MS) {
        this.frames.put(new Uint8Array(await (await this.picture()).arrayBuffer()), width, height, "JPEG", this.frameAt);
      }
    }
  }

  // One window scans at a time: the second says so and offers to take over.
  #lock(generation, steal) {
    if (!navigator.locks || this.releaseLock) return true;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        taken(null); // it is the other window's
        if (generation === this.generation) this.#tell("elsewhere");
      }, 700);
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
