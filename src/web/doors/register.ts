import type { Client } from '../api.ts';
import { handleFrom } from '../forms/slug-from.ts';
import type { Said } from '../forms/said.ts';
import type { Language } from '../language.ts';

/** Makes the account that RegisterFields ask for; a handle that was left open is made of the name. */
export function register(kith: Client, said: Said, language: Language): Promise<unknown> {
  return kith.act('accounts.register', {
    pass: said.text('pass'),
    name: said.text('name'),
    handle: said.maybe('handle') ?? handleFrom(said.text('name')),
    email: said.text('email'),
    password: said.text('password'),
    language,
    timeZone: said.maybe('timeZone'),
  });
}

/** Signs in with what the form says. */
export const signIn = (kith: Client, said: Said): Promise<unknown> =>
  kith.act('accounts.sign-in', { email: said.text('email'), password: said.text('password') });

/** What somebody at the door says, as joining and waiting want it. */
export const asked = (code: string, said: Said) => ({
  code,
  introduction: said.text('introduction'),
  agreed: said.ticked('agreed'),
});
