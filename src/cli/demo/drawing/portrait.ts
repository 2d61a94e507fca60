import sharp from 'sharp';

/** A face in a few soft shapes; colours as CSS has them. */
export interface Portrait {
  paper: string;
  skin: string;
  hair: 'short' | 'bun' | 'bob' | 'long' | 'puff' | 'curls' | 'bald' | 'cap';
  hairColor: string;
  top: string;
  beard?: boolean;
  glasses?: boolean;
}

const EDGE = 320;

/** The portrait as a PNG. */
export function drawPortrait(portrait: Portrait): Promise<Buffer> {
  return sharp(Buffer.from(svg(portrait)))
    .resize(EDGE, EDGE)
    .png()
    .toBuffer();
}

function svg(portrait: Portrait): string {
  const { paper, skin, hair, hairColor, top } = portrait;
  const { behind, before } = cut[hair];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">
    <defs>
      <radialGradient id="paper" cx="30%" cy="20%" r="95%">
        <stop offset="0" stop-color="white" stop-opacity="0.55"/><stop offset="1" stop-color="white" stop-opacity="0"/>
      </radialGradient>
      <radialGradient id="light" cx="38%" cy="30%" r="80%">
        <stop offset="0" stop-color="white" stop-opacity="0.22"/><stop offset="0.7" stop-color="white" stop-opacity="0"/>
        <stop offset="1" stop-color="black" stop-opacity="0.16"/>
      </radialGradient>
    </defs>
    <rect width="200" height="200" fill="${paper}"/><rect width="200" height="200" fill="url(#paper)"/>
    <g fill="${hairColor}">${behind}</g>
    <path d="M22 204 C26 158 62 148 100 148 S174 158 178 204Z" fill="${top}"/>
    <path d="M84 122h32v26c0 10-32 10-32 0Z" fill="${skin}"/><path d="M84 134c8 10 24 10 32 0v8c-8 9-24 9-32 0Z" opacity=".14"/>
    <ellipse cx="60" cy="95" rx="7" ry="10" fill="${skin}"/><ellipse cx="140" cy="95" rx="7" ry="10" fill="${skin}"/>
    <path d="M60 86c0-58 80-58 80 0 0 34-18 54-40 54s-40-20-40-54Z" fill="${skin}"/>
    <path d="M60 86c0-58 80-58 80 0 0 34-18 54-40 54s-40-20-40-54Z" fill="url(#light)"/>
    ${portrait.beard ? beard(hairColor) : ''}
    <g fill="${hairColor}">${before}</g>
    ${eyes}${portrait.beard ? mouth('#c96a55') : mouth('#231a16') + cheeks}${portrait.glasses ? glasses : ''}
  </svg>`;
}

const eyes = '<g fill="#231a16"><circle cx="84" cy="93" r="3.4"/><circle cx="116" cy="93" r="3.4"/></g>';

const mouth = (color: string) =>
  `<path d="M88 114c7 7 17 7 24 0" fill="none" stroke="${color}" stroke-opacity=".8" stroke-width="3" stroke-linecap="round"/>`;

const cheeks =
  '<g fill="#d4553a" opacity=".18"><circle cx="74" cy="106" r="8"/><circle cx="126" cy="106" r="8"/></g>';

const glasses = `<g fill="white" fill-opacity=".18" stroke="#2c2723" stroke-width="2.6"><circle cx="83" cy="93" r="13"/>
  <circle cx="117" cy="93" r="13"/><path d="M96 92c2-3 6-3 8 0" fill="none"/></g>`;

const beard = (color: string) =>
  `<path d="M61 92c2 40 18 52 39 52s37-12 39-52c-4 10-8 14-16 14-6-6-40-6-46 0-8 0-12-4-16-14Z" fill="${color}"/>`;

const crown = '<path d="M57 88c-5-62 91-62 86 0-4-16-10-24-20-28-18 8-40 8-52-1-8 6-12 14-14 29Z"/>';
const balls = (spots: [number, number, number][]) =>
  spots.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}"/>`).join('');

/** What lies behind the head and what lies before it. */
const cut: Record<Portrait['hair'], { behind: string; before: string }> = {
  short: { behind: '', before: crown },
  bun: { behind: '<circle cx="100" cy="30" r="20"/>', before: crown },
  bob: {
    behind: '<path d="M50 84c0-68 100-68 100 0v38c0 10-14 12-18 4H68c-4 8-18 6-18-4Z"/>',
    before: crown,
  },
  long: {
    behind: '<path d="M50 84c0-68 100-68 100 0 0 40 6 60 10 84H40c4-24 10-44 10-84Z"/>',
    before: crown,
  },
  puff: {
    behind: balls([
      [100, 62, 56],
      [58, 76, 26],
      [142, 76, 26],
    ]),
    before: '<path d="M57 84c-2-54 88-54 86 0-8-26-30-32-43-32s-35 6-43 32Z"/>',
  },
  curls: {
    behind: balls([
      [58, 72, 18],
      [142, 72, 18],
      [55, 94, 13],
      [145, 94, 13],
    ]),
    before: balls([
      [66, 58, 16],
      [84, 47, 17],
      [104, 44, 17],
      [122, 50, 16],
      [136, 63, 14],
    ]),
  },
  bald: {
    behind: balls([
      [60, 88, 12],
      [140, 88, 12],
    ]),
    before: '',
  },
  cap: {
    behind: '<path d="M54 84c0-20 92-20 92 0v24c-6-8-86-8-92 0Z"/>',
    before:
      '<path d="M56 78c0-52 88-52 88 0-26-10-62-10-88 0Z" fill="#37474f"/><path d="M54 80c20-16 80-16 104 2-2 6-100-4-104-2Z" fill="#263238"/>',
  },
};
