// First: asks for the camera before the rest of the page is even there, when it ran here before. BrowserCamera takes it over.

const kept = (name) => localStorage.getItem(`booth-${name}`);

function wish(deviceId, isPhone) {
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };
  if (deviceId) return { ...size, deviceId: { exact: deviceId } };
  return isPhone ? { ...size, facingMode: { ideal: "environment" } } : size;
}

export const askCamera = (deviceId, isPhone) => navigator.mediaDevices.getUserMedia({ audio: false, video: wish(deviceId, isPhone) });

export const LAPTOP = "laptop"; // its camera is read by the server
const chosen = kept("camera") ?? (kept("use") === LAPTOP ? LAPTOP : "");
const runs = kept("started") === "yes" && chosen !== LAPTOP && navigator.mediaDevices?.getUserMedia;
let asked = runs ? { chosen, stream: askCamera(chosen, location.protocol === "https:") } : null;
asked?.stream.catch(() => {}); // told by whoever takes it

// The camera that was asked for, once and if it is this one; null otherwise.
export function taken(deviceId) {
  const mine = asked;
  asked = null;
  if (mine?.chosen === deviceId) return mine.stream;
  mine?.stream.then((stream) => stream.getTracks().forEach((track) => track.stop()), () => {});
  return null;
}
