import type { Viewer } from '../../platform/act.ts';
import { bringsToken } from '../../platform/http/origin.ts';
import type { Services } from '../../platform/services.ts';

const BEARER = 'Bearer ';

/**
 * Who sends these headers: by session cookie, or by `Authorization: Bearer`, which stands alone: where it is given,
 * no cookie counts, because such requests are not asked where they come from. Anything wrong makes a stranger.
 */
export async function viewerOf(
  services: Services,
  headers: Headers,
  address: string,
  now: number,
): Promise<Viewer> {
  const agent = headers.get('user-agent') ?? undefined;
  const stranger: Viewer = { personId: null, scopes: null, address, agent };
  if (bringsToken(headers)) {
    const secret = headers.get('authorization')!.slice(BEARER.length);
    const token = await services.auth.tokenOf(secret, now);
    return token ? { ...stranger, ...token } : stranger;
  }
  const cookie = services.auth.cookie.tokenIn(headers);
  const session = cookie ? await services.auth.sessionOf(cookie, now) : null;
  return session ? { ...stranger, personId: session.personId, sessionId: session.id } : stranger;
}
