import type { Said } from '../forms/said.ts';
import { slugFrom } from '../forms/slug-from.ts';

/** What CharterFields ask for, as founding and changing want it; an address left open is made of the name. */
export const charterIn = (said: Said) => ({
  name: said.text('name'),
  slug: said.maybe('slug') ?? slugFrom(said.text('name')),
  purpose: said.text('purpose'),
  values: said.words('values'),
  interests: said.words('interests'),
  hue: said.number('hue'),
  agreements: said.lines('agreements'),
  sizeLimit: said.number('sizeLimit'),
  listed: said.text('listed') === 'yes',
});
