import { newId } from '../../src/platform/ids.ts';
import type { Verbs } from '../../src/verbs.ts';
import type { Names } from './names.ts';

/** A community of the asker's own, with a room, from which they may try to reach into another. */
export interface Own {
  communityId: string;
  roomId: string;
}

type Ask<Name extends keyof Verbs> = (names: Names, own: Own) => Verbs[Name]['input'][];

/** For each verb and read, how a stranger might name with it what is not theirs; null where it names nothing. */
export const probes: { [Name in keyof Verbs]: Ask<Name> | null } = {
  'accounts.register': ({ endedCode: pass, guessedCode }) =>
    [pass, guessedCode].map((one) => ({
      pass: one,
      ...{ handle: 'sol2', name: 'Sol', email: 'sol2@example.org', password: 'walnuts under snow' },
    })),
  'accounts.sign-in': ({ email }) => [{ email, password: 'walnuts in the rain' }],
  'accounts.sign-out': null,
  'accounts.get-founding': null,
  'accounts.get-pass': ({ endedCode, guessedCode, email }) => [
    { pass: endedCode, email },
    { pass: guessedCode },
  ],
  'accounts.request-password-reset': ({ email }) => [{ email }],
  'accounts.reset-password': ({ tokenId: token }) => [{ token, password: 'walnuts under snow' }],
  'accounts.confirm': null,
  'accounts.me': null,
  'accounts.change-profile': ({ handle }) => [{ handle }],
  'accounts.change-picture': null,
  'accounts.remove-picture': null,
  'accounts.change-email': ({ email }) => [{ email, password: 'walnuts in the rain' }],
  'accounts.change-password': null,
  'accounts.erase': null,
  'accounts.list-sessions': null,
  'accounts.end-session': ({ sessionId }) => [{ sessionId }],
  'accounts.end-other-sessions': null,
  'accounts.list-passkeys': null,
  'accounts.rename-passkey': ({ passkeyId }) => [{ passkeyId, name: 'Mine' }],
  'accounts.remove-passkey': ({ passkeyId }) => [{ passkeyId }],
  'accounts.list-tokens': null,
  'accounts.create-token': ({ tokenId: id }) => [{ id, name: 'Mine', scopes: ['read'] }],
  'accounts.revoke-token': ({ tokenId }) => [{ tokenId }],

  'communities.found': ({ slug, communityId }) => [
    { id: newId(), slug, name: 'Mine' },
    { id: communityId, slug: 'quite-another', name: 'Mine' },
  ],
  'communities.change-charter': ({ communityId }) => [{ communityId, name: 'Mine' }],
  'communities.make-host': inBoth(({ personId }) => ({ personId })),
  'communities.step-down': ({ communityId }) => [{ communityId }],
  'communities.hand-over': inBoth(({ personId: to }) => ({ to })),
  'communities.greet': inBoth(({ personId: to }) => ({ to })),
  'communities.invite': ({ communityId, inviteId: id }) => [{ communityId, id }],
  'communities.revoke-invite': inBoth(({ inviteId: id }) => ({ id })),
  'communities.join': withCode,
  'communities.wait': withCode,
  'communities.ask-to-join': ({ communityId }) => [{ communityId, introduction, agreed: true }],
  'communities.admit': inBoth(({ waitingId: personId }) => ({ personId })),
  'communities.decline': inBoth(({ waitingId: personId }) => ({ personId })),
  'communities.leave-waiting-list': ({ communityId }) => [{ communityId }],
  'communities.leave': ({ communityId }) => [{ communityId }],
  'communities.remove-member': inBoth(({ personId }) => ({ personId, reason: 'Because.' })),
  'communities.lift-removal': inBoth(({ personId }) => ({ personId })),
  'communities.close': ({ communityId, slug }) => [{ communityId, slug }],
  'communities.get': ({ communityId, slug }) => [{ communityId }, { slug }],
  'communities.list-mine': null,
  'communities.list-my-removals': null,
  'communities.list-listed': ({ communityId: cursor }) => [{ limit: 100 }, { cursor }],
  'communities.get-member': inBoth(({ handle }) => ({ handle })),
  'communities.list-members': ({ communityId }) => [{ communityId }],
  'communities.list-newcomers': ({ communityId }) => [{ communityId }],
  'communities.get-invite': ({ endedCode, guessedCode }) =>
    [endedCode, guessedCode].map((code) => ({ code })),
  'communities.list-invites': ({ communityId }) => [{ communityId, ended: true }],
  'communities.list-waiting': ({ communityId }) => [{ communityId }],
  'communities.list-removed': ({ communityId }) => [{ communityId }],

  'conversations.open-room': ({ communityId, personId, roomSlug: slug }, own) => [
    { communityId, id: newId(), slug, title: 'Mine' },
    { ...own, id: newId(), slug: newId(), title: 'Mine', restricted: true, people: [personId] },
  ],
  'conversations.change-room': inEach(() => ({ title: 'Mine' })),
  'conversations.bring-in': inEach(({ personId }) => ({ personId })),
  'conversations.leave-room': inEach(() => ({})),
  'conversations.start-thread': ({ communityId, messageId, threadId, fileId }, own) => [
    { communityId, ...thread, id: threadId },
    { ...own, ...thread, id: newId(), message: { id: newId(), body: 'x', attachments: [fileId] } },
    { ...own, ...thread, id: newId(), message: { id: messageId, body: 'x' } },
  ],
  'conversations.open-direct': inBoth(({ personId, directId: id }) => ({ id, people: [personId] })),
  'conversations.close': inEach(() => ({ reason: 'Enough.' })),
  'conversations.send-message': (names, own) => [
    ...inEach(({ messageId: id }) => ({ id, body: 'x' }))(names, own),
    { ...own, conversationId: own.roomId, id: names.messageId, body: 'x' },
    { ...own, conversationId: own.roomId, id: newId(), body: 'x', attachments: [names.fileId] },
  ],
  'conversations.edit-message': inEach(() => ({ number: 1, body: 'x' })),
  'conversations.delete-message': inEach(() => ({ number: 1 })),
  'conversations.remove-message': inEach(() => ({ number: 1, reason: 'Because.' })),
  'conversations.react': inEach(() => ({ number: 1, emoji: '🌱' })),
  'conversations.attach': (names, own) => [
    ...inEach(({ fileId: id }) => ({ id, ...file }))(names, own),
    { ...own, conversationId: own.roomId, id: names.fileId, ...file },
  ],
  'conversations.keep-as-thread': inEach(({ threadId: id }) => ({ id, from: 1, to: 1, title: 'Mine' })),
  'conversations.mark-read': inEach(() => ({ number: 1 })),
  'conversations.follow': inEach(() => ({ following: true })),
  'conversations.get': (names, own) => [
    ...inEach(() => ({}))(names, own),
    ...[{ slug: names.roomSlug }, { number: 1 }, { number: 9 }].map((place) => ({
      communityId: names.communityId,
      ...place,
    })),
  ],
  'conversations.list-rooms': ({ communityId }) => [{ communityId }],
  'conversations.list-threads': ({ communityId }) => [{ communityId }],
  'conversations.list-directs': ({ communityId }) => [{ communityId }],
  'conversations.list-messages': inEach(() => ({})),
  'conversations.list-places': ({ communityId }) => [{ communityId }],
  'conversations.list-unread': () => [{}],
  'conversations.search': ({ communityId, slug, handle, roomSlug }) => [
    { q: 'pomegranate', communityId },
    ...['pomegranate', `from:${handle}`, `in:${slug}`, `in:${roomSlug}`, handle, 'has:file'].map((q) => ({
      q,
    })),
  ],

  'transfer.add-archive-file': ({ communityId, importId }, own) => [
    { communityId, importId, ...archive },
    { ...own, importId, ...archive },
  ],
  'transfer.start-import': ({ communityId, importId }) => [{ communityId, importId }],
  'transfer.list-imports': ({ communityId }) => [{ communityId }],
  'transfer.claim-author': inBoth(({ personId }) => ({ personId })),
  'transfer.confirm-claim': inBoth(({ personId }) => ({ personId, claimedBy: personId })),
  'transfer.decline-claim': inBoth(({ personId }) => ({ personId, claimedBy: personId })),
  'transfer.list-authors': ({ communityId, handle: q }) => [{ communityId, q }],
  'transfer.list-claims': ({ communityId }) => [{ communityId }],
};

/** What only one can have says that it is taken, and no more: whoever asks for it would find out by not getting it. */
export const taken: Partial<Record<keyof Verbs, string[]>> = {
  'accounts.change-profile': ['handle-taken'],
  'accounts.create-token': ['made-already'],
  'communities.found': ['slug-taken', 'id-taken'],
};

const introduction = 'I am Sol, and I come for the beans.';
const thread = { title: 'Worm box?', message: { id: newId(), body: 'A balcony.' } };
const file = { name: 'list.txt', mime: 'text/plain', content: Buffer.from('x') };
const archive = { source: 'reddit' as const, name: 'RS', content: Buffer.from('{}') };

/** In the other community, and in one's own with what belongs to the other. */
function inBoth<Rest extends object>(rest: (names: Names) => Rest) {
  return (names: Names, own: Own) =>
    [names.communityId, own.communityId].map((communityId) => ({ communityId, ...rest(names) }));
}

/** In each of the other's conversations, also as if it were one's own community's. */
function inEach<Rest extends object>(rest: (names: Names) => Rest) {
  return (names: Names, own: Own) =>
    [names.roomId, names.smallId, names.threadId, names.directId].flatMap((conversationId) =>
      [names.communityId, own.communityId].map((communityId) => ({
        communityId,
        conversationId,
        ...rest(names),
      })),
    );
}

function withCode({ endedCode, guessedCode }: Names) {
  return [endedCode, guessedCode].map((code) => ({ code, introduction, agreed: true }));
}
