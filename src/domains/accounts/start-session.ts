import type { Alone, Viewer } from '../../platform/act.ts';
import { forbidden } from '../../platform/errors.ts';
import { ADDRESS_HEADER } from './session-cookie.ts';
import { endSessions, sweepSessions } from './sessions.ts';

/** Checks the password, starts a new session, and ends the one that the asking browser had. Gives the person's id. */
export async function startSession(
  { services, viewer, cookies, write }: Alone,
  input: { email: string; password: string },
): Promise<string> {
  const library = await services.auth.library();
  const answer = await library.api
    .signInEmail({ body: input, headers: senderOf(viewer), returnHeaders: true })
    .catch((error: unknown) => {
      if ((error as { statusCode?: unknown }).statusCode !== 401) throw error;
      throw forbidden('wrong-sign-in', 'This e-mail address and password do not belong together.');
    });
  await write(async ({ db, now }) => {
    if (viewer.sessionId) await endSessions(db, viewer.personId!, { only: viewer.sessionId });
    await sweepSessions(db, answer.response.user.id, now);
  });
  cookies.push(...answer.headers.getSetCookie());
  return answer.response.user.id;
}

/** What better-auth notes down about a session's device. */
function senderOf(viewer: Viewer): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: viewer.address });
  if (viewer.agent) headers.set('user-agent', viewer.agent);
  return headers;
}
