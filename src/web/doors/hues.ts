import * as m from '#web/words/messages.js';

/** Hues with names, in degrees on the OKLCH wheel; on each of them text keeps its contrast. */
export const hues: { hue: number; name: () => string }[] = [
  { hue: 20, name: m.hue_brick },
  { hue: 48, name: m.hue_apricot },
  { hue: 78, name: m.hue_honey },
  { hue: 110, name: m.hue_olive },
  { hue: 145, name: m.hue_leaf },
  { hue: 172, name: m.hue_sage },
  { hue: 200, name: m.hue_lagoon },
  { hue: 232, name: m.hue_sky },
  { hue: 262, name: m.hue_dusk },
  { hue: 292, name: m.hue_lavender },
  { hue: 325, name: m.hue_plum },
  { hue: 355, name: m.hue_rose },
];
