// Frames: what goes up of a camera's pictures, and when: first a glance (half size, a quarter of the bytes), which is enough for a badge that is
// held well; the whole frame follows where the glance found nothing. One of each is on its way at most.
//
// A message is <u32 sequence, u16 width, u16 height, 4 letters> and then 8-bit luma, halved ("HALF") or whole ("GRAY"), or a picture
// ("JPEG", phones on Wi-Fi). A whole frame goes in slices ("PART", the last one "GRAY"), so that a glance never waits long for it.

const HEADER = 12;
const SLICE = 160_000; // bytes
const SLICE_MS = 4;
const SMALL = 400_000; // pixels: a picture that is quickly sent whole
const STILL_MS = 10_000; // without motion: nobody is there
const BESIDE_MS = 300; // from one look for a harder badge beside the one that is read to the next
const PLANES = ["I420", "NV12", "I420A", "I422", "I444"];

export class Frames {
  // send(buffer) tells whether it went out, isDrained() whether all that was sent is on its way.
  constructor({ send, isDrained }) {
    Object.assign(this, { send, isDrained, sequence: 0 });
    this.begin(0);
  }

  // A camera begins, or the connection was lost with what was on its way.
  begin(now) {
    this.isGlancing = this.isLooking = this.codeInView = false;
    this.glanceAt = this.wholeAt = 0;
    this.movedAt = now;
    this.luma = null;
    clearTimeout(this.slicing);
  }

  // Whether a picture taken now would be of use.
  get wantsOne() {
    return !this.isGlancing && !(this.isSmall && this.isLooking);
  }

  // Every picture while something moves; fewer while a code that was read stays in view, or nobody is there.
  offer(luma, now) {
    const moved = this.#moved(luma);
    if (moved) this.movedAt = now;
    const pause = moved ? 0 : this.codeInView ? 80 : now - this.movedAt > STILL_MS ? 150 : 0;
    this.luma = luma;
    if (now - Math.max(this.glanceAt, this.wholeAt) < pause) return;
    this.isSmall = luma.width * luma.height < SMALL;
    if (this.isSmall) this.#whole(now);
    else {
      this.glanceAt = now;
      this.isGlancing = this.#send(halved(luma), luma.width >> 1, luma.height >> 1, "HALF");
    }
  }

  answered({ glance, codes }) {
    const now = performance.now();
    if (glance) this.isGlancing = false;
    else this.isLooking = false;
    this.codeInView = codes.length > 0;
    if (glance && this.luma && (!codes.length || now - this.wholeAt > BESIDE_MS)) this.#whole(now);
  }

  // A picture as it is.
  put(bytes, width, height, format, now) {
    const data = new Uint8Array(HEADER + bytes.length);
    data.set(bytes, HEADER);
    this.wholeAt = now;
    this.isLooking = this.#send(data.buffer, width, height, format);
  }

  #whole(now) {
    if (this.isLooking) return;
    const { bytes, offset, stride, width, height } = this.luma;
    const luma = new Uint8Array(width * height);
    if (stride === width) luma.set(bytes.subarray(offset, offset + luma.length));
    else for (let row = 0; row < height; row++) luma.set(bytes.subarray(offset + row * stride, offset + row * stride + width), row * width);
    this.wholeAt = now;
    this.isLooking = true;
    this.#slice(luma, 0, width, height);
  }

  #slice(luma, from, width, height) {
    if (!this.isDrained()) return this.#sliceLater(luma, from, width, height);
    const to = document.hidden ? luma.length : Math.min(from + SLICE, luma.length); // timers of a hidden page are slow
    const data = new Uint8Array(HEADER + to - from);
    data.set(luma.subarray(from, to), HEADER);
    const isLast = to === luma.length;
    this.isLooking = this.#send(data.buffer, width, height, isLast ? "GRAY" : "PART");
    if (this.isLooking && !isLast) this.#sliceLater(luma, to, width, height);
  }

  #sliceLater(...slice) {
    this.slicing = setTimeout(() => this.#slice(...slice), SLICE_MS);
  }

  #send(data, width, height, format) {
    const header = new DataView(data, 0, HEADER);
    header.setUint32(0, ++this.sequence, true);
    header.setUint16(4, width, true);
    header.setUint16(6, height, true);
    for (let letter = 0; letter < 4; letter++) header.setUint8(8 + letter, format.charCodeAt(letter));
    return this.send(data);
  }

  #moved({ bytes, offset, stride, width, height }) {
    const before = this.sample;
    this.sample = new Uint8Array(32 * 18);
    let change = 0;
    for (let row = 0; row < 18; row++) {
      for (let column = 0; column < 32; column++) {
        const value = bytes[offset + Math.floor(((row + 0.5) * height) / 18) * stride + Math.floor(((column + 0.5) * width) / 32)];
        this.sample[row * 32 + column] = value;
        if (before && Math.abs(value - before[row * 32 + column]) > 24) change++;
      }
    }
    return change > 3;
  }
}

// The luma of a camera's frame, or of whatever a canvas can draw.
export async function lumaOf(source, width, height) {
  if (PLANES.includes(source.format)) {
    const bytes = new Uint8Array(source.allocationSize());
    const [{ offset, stride }] = await source.copyTo(bytes);
    return { bytes, offset, stride, width, height };
  }
  const canvas = (lumaOf.canvas ??= document.createElement("canvas"));
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  drawing.drawImage(source, 0, 0);
  const rgba = drawing.getImageData(0, 0, width, height).data;
  const bytes = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < bytes.length; pixel++, at += 4) bytes[pixel] = (77 * rgba[at] + 150 * rgba[at + 1] + 29 * rgba[at + 2]) >> 8;
  return { bytes, offset: 0, stride: width, width, height };
}

// Half as wide and high: each pixel is the mean of four.
function halved({ bytes, offset, stride, width, height }) {
  const data = new ArrayBuffer(HEADER + (width >> 1) * (height >> 1));
  const half = new Uint8Array(data, HEADER);
  let to = 0;
  for (let row = 0; row < height >> 1; row++) {
    let upper = offset + 2 * row * stride;
    let lower = upper + stride;
    for (let column = 0; column < width >> 1; column++, upper += 2, lower += 2) {
      half[to++] = (bytes[upper] + bytes[upper + 1] + bytes[lower] + bytes[lower + 1] + 2) >> 2;
    }
  }
  return data;
}
