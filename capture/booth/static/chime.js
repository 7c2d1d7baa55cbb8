// Chime: three results, three sounds: a rising pair, two equal tones, a low buzz. Made here, nothing is loaded.

const TONES = {
  new: [[660, 0, 0.09, "sine"], [990, 0.1, 0.14, "sine"]],
  again: [[520, 0, 0.1, "sine"], [520, 0.16, 0.1, "sine"]],
  not_a_badge: [[150, 0, 0.3, "sawtooth"]],
};

let context = null;

export function wake() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume().catch(() => {});
}

export function chime(state) {
  if (!context || context.state !== "running") return;
  for (const [frequency, after, seconds, shape] of TONES[state] ?? TONES.not_a_badge) {
    const at = context.currentTime + after;
    const tone = new OscillatorNode(context, { frequency, type: shape });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.2, at + 0.01);
    volume.gain.linearRampToValueAtTime(0, at + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + seconds + 0.02);
  }
}
