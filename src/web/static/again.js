/** Opens the page anew once the house reaches its data, and leaves alone whoever reads it until then. */
const EVERY_MS = 5000;

async function look() {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
  if (answer && answer.status !== 503) location.reload();
  else setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
