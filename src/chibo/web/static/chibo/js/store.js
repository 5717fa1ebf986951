/* What this browser keeps for one account: typed text and taps not yet saved by the server. */
const ROOT = "chibo.draft.";
const DAYS_KEPT = 30;

export const account = () => document.body.dataset.account || "";
const ours = () => `${ROOT}${account()}.`;

export function read(key) {
  try {
    return account() ? JSON.parse(localStorage.getItem(ours() + key)) : null;
  } catch {
    return null;
  }
}

/* False when the browser keeps nothing: private window, full storage, or nobody signed in. */
export function keep(key, value) {
  if (!account()) return false;
  try {
    localStorage.setItem(ours() + key, JSON.stringify({ ...value, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(ours() + key);
  } catch {
    /* nothing was kept */
  }
}

function keysOf(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

export const countKept = () => (account() ? keysOf(ours()).length : 0);

export function purge() {
  for (const key of keysOf(ours())) localStorage.removeItem(key);
}

export function dropOld() {
  const before = Date.now() - DAYS_KEPT * 86_400_000;
  for (const key of keysOf(ROOT)) {
    let at = 0;
    try {
      at = JSON.parse(localStorage.getItem(key)).at;
    } catch {
      /* unreadable: as good as old */
    }
    if (!(at > before)) localStorage.removeItem(key);
  }
}
