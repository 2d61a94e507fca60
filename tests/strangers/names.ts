import type { App } from '../../src/app.ts';
import { newId } from '../../src/platform/ids.ts';
import { gather, meet } from '../people.ts';

/** Everything by which somebody could ask for something of a community. */
export interface Names {
  communityId: string;
  slug: string;
  roomId: string;
  roomSlug: string;
  smallId: string;
  threadId: string;
  directId: string;
  messageId: string;
  fileId: string;
  inviteId: string;
  endedCode: string;
  guessedCode: string;
  personId: string;
  handle: string;
  email: string;
  waitingId: string;
  importId: string;
  tokenId: string;
  passkeyId: string;
  sessionId: string;
}

export const SECRET = 'pomegranate';

/** A private community in which there is one of everything that has a name. */
export async function namesThere(app: App): Promise<Names> {
  const { founder, reader, newcomer, community } = await gather(app);
  const communityId = community.id;
  const room = (slug: string, more: object) =>
    founder.act('conversations.open-room', { id: newId(), communityId, slug, title: SECRET, ...more });
  const { id: roomId } = await room('compost', {});
  const { id: smallId } = await room('key-holders', { restricted: true, people: [reader.id] });
  const say = { id: newId(), communityId, body: `A ${SECRET} tree.` };
  const thread = { id: newId(), communityId, title: `Where to plant the ${SECRET}?`, message: say };
  const { id: threadId } = await newcomer.act('conversations.start-thread', thread);
  const direct = { id: newId(), communityId, people: [reader.id] };
  const { id: directId } = await founder.act('conversations.open-direct', direct);
  const file = { id: newId(), communityId, conversationId: roomId, name: 'list.txt', mime: 'text/plain' };
  await founder.act('conversations.attach', { ...file, content: Buffer.from(SECRET) });
  const message = { ...say, id: newId(), conversationId: roomId, attachments: [file.id] };
  await founder.act('conversations.send-message', message);
  const { invite, code } = await founder.act('communities.invite', { communityId, id: newId() });
  const waitingId = await letWait(app, communityId);
  await founder.act('communities.revoke-invite', { communityId, id: invite.id });
  const archive = { communityId, importId: newId(), source: 'reddit' as const, name: 'RS' };
  await founder.act('transfer.add-archive-file', { ...archive, content: Buffer.from('{}') });
  const token = { id: newId(), name: SECRET, scopes: ['read' as const] };
  await founder.act('accounts.create-token', token);
  return {
    ...{ communityId, slug: community.slug, roomId, roomSlug: 'compost', smallId, threadId, directId },
    ...{ messageId: message.id, fileId: file.id, inviteId: invite.id, endedCode: code },
    guessedCode: guessedCode(communityId),
    ...{ personId: founder.id, handle: founder.handle, email: founder.email, waitingId },
    ...{ importId: archive.importId, tokenId: token.id, ...(await entriesOf(app, founder.id)) },
  };
}

/** The same names, as long as the others, of what is not there. */
export function namesNowhere(there: Names): Names {
  const communityId = newId();
  const other = Object.fromEntries(Object.keys(there).map((name) => [name, newId()])) as unknown as Names;
  return {
    ...other,
    ...{ communityId, slug: 'allotment-99', roomSlug: 'compass', handle: 'inez', email: 'inez@example.org' },
    ...{ endedCode: guessedCode(communityId), guessedCode: guessedCode(communityId) },
  };
}

/** What a code looks like to who knows the community's id and not the secret. */
const guessedCode = (communityId: string) =>
  Buffer.from(`${communityId.replaceAll('-', '')}${'7e'.repeat(16)}`, 'hex').toString('base64url');

async function letWait(app: App, communityId: string): Promise<string> {
  const { id: person_id } = await meet(app, 'Wilma');
  const row = { community_id: communityId, person_id, introduction: SECRET, invited_by: null };
  await app.store.write((db) =>
    db
      .insertInto('waiting')
      .values({ ...row, since: Date.now() })
      .execute(),
  );
  return person_id;
}

/** A session and a passkey of somebody, as their devices would make them. */
async function entriesOf(app: App, personId: string): Promise<{ sessionId: string; passkeyId: string }> {
  const [sessionId, passkeyId] = [newId(), newId()];
  const time = new Date().toISOString();
  const times = { created_at: time, updated_at: time };
  await app.store.write(async (db) => {
    await db
      .insertInto('auth_session')
      .values({
        ...times,
        ...{ id: sessionId, person_id: personId, token: newId(), address: null, agent: null },
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      })
      .execute();
    const passkey = { id: passkeyId, person_id: personId, name: SECRET, aaguid: null, created_at: time };
    const made = { public_key: 'x', credential_id: newId(), counter: 0, device_type: 'x', backed_up: 0 };
    await db
      .insertInto('auth_passkey')
      .values({ ...passkey, ...made } as never)
      .execute();
  });
  return { sessionId, passkeyId };
}
