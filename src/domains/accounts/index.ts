import { openAuth } from './auth.ts';
import { changeEmail } from './change-email.ts';
import { changePassword } from './change-password.ts';
import { changePicture } from './change-picture.ts';
import { changeProfile } from './change-profile.ts';
import { confirm } from './confirm.ts';
import { createToken } from './create-token.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { erase } from './erase.ts';
import { foundingLink } from './founding.ts';
import { keeper } from './keeper.ts';
import { getFounding, getPass, listPasskeys, listSessions, listTokens, me } from './queries.ts';
import { register } from './register.ts';
import { removePasskey } from './remove-passkey.ts';
import { removePicture } from './remove-picture.ts';
import { renamePasskey } from './rename-passkey.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { revokeToken } from './revoke-token.ts';
import { serve } from './serve.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { sweepPictures } from './sweep-pictures.ts';
import { viewerOf } from './viewer.ts';

const comingIn = [
  register,
  signIn,
  signOut,
  getFounding,
  getPass,
  requestPasswordReset,
  resetPassword,
  confirm,
] as const;
const oneself = [
  me,
  changeProfile,
  changePicture,
  removePicture,
  changeEmail,
  changePassword,
  erase,
] as const;
const sessions = [listSessions, endSession, endOtherSessions] as const;
const passkeys = [listPasskeys, renamePasskey, removePasskey] as const;
const tokens = [listTokens, createToken, revokeToken] as const;

export { personCard } from './person.ts';
export type { PersonCard, PersonView } from './person.ts';
export { cardOf, findPeople, findPerson, personCards } from './people.ts';
export { loadAccount } from './keeper.ts';
export { emailOf, findAccount } from './store.ts';
export { forgetImported, freeHandles, takeInPeople } from './take-in-people.ts';
export type { ImportedPerson } from './take-in-people.ts';

/** People, and how they come in: accounts, sessions, passkeys, personal tokens. */
export const accounts = {
  verbs: [...comingIn, ...oneself, ...sessions, ...passkeys, ...tokens] as const,
  reactions: [],
  frames: {},
  openAuth,
  viewerOf,
  serve,
  foundingLink,
  keeper,
  sweepPictures,
};
