import { expect, test } from 'vitest';
import { sampleMessage, samplePerson } from '../ui/message-sample.ts';
import { withMyReaction } from './reaction.ts';

const [me, ana] = [samplePerson('Me'), samplePerson('Ana')];

test('a reaction is put on, beside those of others', () => {
  const message = sampleMessage(1, { reactions: [{ emoji: '🌱', people: [ana] }] });
  expect(withMyReaction(message, '🌱', me).reactions).toEqual([{ emoji: '🌱', people: [ana, me] }]);
  expect(withMyReaction(message, '🎉', me).reactions).toHaveLength(2);
});

test('the same again takes it back, and leaves no empty chip', () => {
  const message = sampleMessage(1);
  const twice = withMyReaction(withMyReaction(message, '🌱', me), '🌱', me);
  expect(twice.reactions).toEqual([]);
});

test('only my own is taken back', () => {
  const message = sampleMessage(1, { reactions: [{ emoji: '🌱', people: [ana, me] }] });
  expect(withMyReaction(message, '🌱', me).reactions).toEqual([{ emoji: '🌱', people: [ana] }]);
});
