import { openAuth } from './auth.ts';
import { foundingLink } from './founding.ts';
import { me } from './queries.ts';
import { register } from './register.ts';
import { serve } from './serve.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { viewerOf } from './viewer.ts';

export type { Auth, RegistrationPass } from './auth.ts';
export { personCard, personView } from './person.ts';
export type { PersonCard, PersonView } from './person.ts';
export { cardOf, findPeople, findPerson, personCards } from './queries.ts';
export { emailOf } from './store.ts';

/** People, and how they come in: accounts, sessions, passkeys, personal tokens. */
export const accounts = {
  verbs: [register, signIn, signOut, me] as const,
  reactions: [],
  frames: {},
  openAuth,
  viewerOf,
  serve,
  foundingLink,
};
