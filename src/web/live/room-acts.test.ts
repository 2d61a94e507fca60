import { expect, test, vi } from 'vitest';
import type { Client } from '../api.ts';
import { sampleMessage, samplePerson } from '../ui/message-sample.ts';
import type { MessageView } from '../views.ts';
import { roomActs } from './room-acts.ts';

const me = samplePerson('Mia');
const closed = { kind: 'forbidden', reason: 'closed', message: '' };

function desk(answer: () => Promise<MessageView>) {
  const asked: unknown[] = [];
  const shown: MessageView[] = [];
  const refused = vi.fn();
  const post = vi.fn();
  const acts = roomActs({
    client: {
      act: (name: string, input: object) => (asked.push([name, input]), answer()),
    } as unknown as Client,
    outbox: { post } as never,
    ...{ me, where: { communityId: 'c', conversationId: 'k' }, refused },
    find: () => sampleMessage(4, { reactions: [{ emoji: '🌱', people: [me] }] }),
    show: (message) => void shown.push(message),
  });
  return { acts, asked, shown, refused, post };
}

test('a reaction shows at once; pressing it again takes it back', async () => {
  const { acts, asked, shown } = desk(() => Promise.resolve(sampleMessage(4)));
  await acts.react(4, '🌱');
  expect(shown[0]!.reactions).toEqual([]);
  expect(asked).toEqual([
    ['conversations.react', expect.objectContaining({ number: 4, emoji: '🌱', on: false })],
  ]);
});

test('a refused reaction is undone and said', async () => {
  const { acts, shown, refused } = desk(() => Promise.reject(Object.assign(new Error(), closed)));
  await acts.react(4, '🎉');
  expect(shown.map((message) => message.reactions.length)).toEqual([2, 1]);
  expect(refused).toHaveBeenCalledWith(expect.objectContaining(closed), 'reaction');
});

test('an edit is taken when it is stored; one that is refused is not, so that its words stay', async () => {
  const edit = { body: 'hello!', parentNumber: null, files: [], editing: 4 };
  expect(await desk(() => Promise.resolve(sampleMessage(4))).acts.send(edit)).toBe(true);
  const { acts, refused } = desk(() => Promise.reject(Object.assign(new Error(), closed)));
  expect(await acts.send(edit)).toBe(false);
  expect(refused).toHaveBeenCalledWith(expect.objectContaining(closed), 'words');
});

test('what is new goes to the outbox with its own id, what is edited to the server', () => {
  const { acts, asked, post } = desk(() => Promise.resolve(sampleMessage(4)));
  acts.send({ body: 'hello', parentNumber: null, files: [], editing: null });
  expect(post).toHaveBeenCalledWith(
    expect.objectContaining({ body: 'hello', personId: me.id, conversationId: 'k' }),
  );
  acts.send({ body: 'hello!', parentNumber: null, files: [], editing: 4 });
  expect(asked).toEqual([
    ['conversations.edit-message', expect.objectContaining({ number: 4, body: 'hello!' })],
  ]);
});
