// Asks now and then whether the session still holds; when it does not, the page goes to the door,
// so that nobody reads on a screen that has been signed out elsewhere.
const EVERY_MS = 30_000;
let began = false;

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch('/session', { redirect: 'manual', cache: 'no-store' });
    if (answer.status === 401 || answer.type === 'opaqueredirect') {
      location.assign('/login?next=' + encodeURIComponent(location.pathname + location.search));
    }
  } catch { /* the server rests; Streamlit says so itself */ }
}

export function draw() {
  if (began) return;
  began = true;
  setInterval(ask, EVERY_MS);
  document.addEventListener('visibilitychange', ask);
}
