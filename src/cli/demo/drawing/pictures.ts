import sharp from 'sharp';

/** A picture that somebody hangs on a message, as a PNG. Throws on a name that nobody has drawn. */
export function drawPicture(name: string): Promise<Buffer> {
  const drawn = pictures[name];
  if (!drawn) throw new Error(`nobody has drawn ${name}`);
  return sharp(Buffer.from(framed(drawn())))
    .png()
    .toBuffer();
}

const pictures: Record<string, () => string> = { seedlings, toaster, barrel };

const framed = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 600 400"><defs>${shades}</defs>${inside}</svg>`;

const shades = `
  <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f6c99a"/><stop offset=".6" stop-color="#f4dfc0"/><stop offset="1" stop-color="#e9ecd8"/></linearGradient>
  <linearGradient id="steel" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#eef1f2"/><stop offset=".5" stop-color="#b9c2c6"/><stop offset="1" stop-color="#8d989d"/></linearGradient>
  <linearGradient id="oak" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#6d4526"/><stop offset=".45" stop-color="#b17b48"/><stop offset="1" stop-color="#5e3a1f"/></linearGradient>
  <radialGradient id="glow" cx="50%" cy="50%" r="50%"><stop offset="0" stop-color="#ffb347"/><stop offset="1" stop-color="#ffb347" stop-opacity="0"/></radialGradient>`;

/** A window sill in the evening with more tomato plants than sill. */
function seedlings(): string {
  const roofs = [20, 150, 270, 410, 520].map(
    (x, index) =>
      `<path d="M${x - 60} 250l70-${60 + (index % 3) * 22} 70 ${60 + (index % 3) * 22}v60h-140Z" fill="#8c6f63" opacity="${0.35 + (index % 2) * 0.2}"/>`,
  );
  const pots = [60, 145, 230, 315, 400, 485].map((x, index) => pot(x, 300, 0.8 + ((index * 37) % 40) / 100));
  return `<rect width="600" height="400" fill="url(#dusk)"/><circle cx="440" cy="120" r="46" fill="#fff4dd" opacity=".9"/>${roofs.join('')}
    <rect x="292" width="16" height="320" fill="#fbf6ec"/><rect y="306" width="600" height="94" fill="#efe4d2"/><rect y="306" width="600" height="8" fill="#fffaf0"/>${pots.join('')}`;
}

function pot(x: number, y: number, size: number): string {
  const leaf = (dx: number, dy: number, turn: number) =>
    `<ellipse cx="${dx}" cy="${dy}" rx="24" ry="9" fill="#4f8a4b" transform="rotate(${turn} ${dx} ${dy})"/>`;
  return `<g transform="translate(${x} ${y}) scale(${size})"><path d="M0 0C-4-40 6-70 0-112" stroke="#3f6f3c" stroke-width="5" fill="none"/>
    ${leaf(-22, -48, 24)}${leaf(24, -62, -28)}${leaf(-18, -88, 30)}${leaf(20, -104, -34)}${leaf(0, -122, 84)}
    <path d="M-34 0h68l-9 62h-50Z" fill="#c4683f"/><rect x="-39" y="-6" width="78" height="16" rx="4" fill="#d67a4e"/></g>`;
}

/** A toaster on a bench, taken apart, toasting. */
function toaster(): string {
  const screws = [
    [90, 350],
    [120, 362],
    [470, 356],
    [505, 344],
    [530, 362],
  ].map(
    ([x, y]) =>
      `<g transform="translate(${x} ${y})"><circle r="8" fill="#a9b1b5"/><path d="M-5 0h10" stroke="#5d666a" stroke-width="2.5"/></g>`,
  );
  return `<rect width="600" height="400" fill="#3d4a4f"/><rect y="300" width="600" height="100" fill="#9a7149"/><rect y="300" width="600" height="7" fill="#b98d60"/>
    <ellipse cx="300" cy="160" rx="260" ry="150" fill="url(#glow)" opacity=".5"/>
    <g fill="#e3b57a" stroke="#b98143" stroke-width="5"><path d="M214 168v-62c-12-30 66-30 54 0v62Z"/><path d="M330 168v-62c-12-30 66-30 54 0v62Z"/></g>
    <path d="M168 306v-110c0-34 14-44 44-44h174c30 0 44 10 44 44v110Z" fill="url(#steel)"/><rect x="200" y="154" width="84" height="12" rx="6" fill="#41494d"/><rect x="316" y="154" width="84" height="12" rx="6" fill="#41494d"/>
    <rect x="430" y="206" width="34" height="16" rx="6" fill="#2b3134"/><circle cx="388" cy="268" r="13" fill="#2b3134"/><path d="M388 268v-11" stroke="#fff" stroke-width="3"/>
    <path d="M60 380c40-60 70 10 108-70" fill="none" stroke="#222" stroke-width="7" stroke-linecap="round"/>${screws.join('')}`;
}

/** A barrel on a stand under a downpipe, with the can that fits below it. */
function barrel(): string {
  const hoops = [176, 226, 276].map(
    (y) => `<path d="M206 ${y}c40 12 108 12 148 0v12c-40 12-108 12-148 0Z" fill="#4a4f52"/>`,
  );
  const drops = [0, 1, 2, 3, 4].map(
    (n) =>
      `<path d="M${70 + n * 118} ${52 + ((n * 53) % 90)}c-5 9-7 12-7 15a7 7 0 0 0 14 0c0-3-2-6-7-15Z" fill="#7fa6bd"/>`,
  );
  return `<rect width="600" height="400" fill="#d5e0e3"/><path d="M380 0h220v400H380Z" fill="#c98f6d"/><path d="M380 60h220M380 130h220M380 200h220M380 270h220M450 0v60M520 60v70M440 130v70M530 200v70" stroke="#b47a59" stroke-width="4"/>
    ${drops.join('')}<rect y="344" width="600" height="56" fill="#7d9161"/>
    <path d="M352 0h26v108c0 26-12 40-40 46l-44 8-4-22 40-8c16-4 22-10 22-26Z" fill="#6c7a80"/>
    <path d="M212 140h136c16 54 16 108 0 170H212c-16-62-16-116 0-170Z" fill="url(#oak)"/>${hoops.join('')}
    <ellipse cx="280" cy="140" rx="70" ry="13" fill="#3d2917"/><path d="M196 312h168v14H196ZM210 326h18v40h-18ZM332 326h18v40h-18Z" fill="#8a6a45"/>
    <path d="M206 286h-22v10h12v8h10Z" fill="#c9a13b"/><path d="M118 322h62l-6 52h-50Z" fill="#3f7a62"/><path d="M118 330l-34-12M122 322c4-30 50-30 54 0" fill="none" stroke="#3f7a62" stroke-width="7"/>`;
}
