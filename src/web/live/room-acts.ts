import type { Client } from '../api.ts';
import type { Written } from '../ui/Composer.svelte';
import type { Asked } from '../reasons.ts';
import type { MessageView, PersonCard } from '../views.ts';
import { giveUp } from './give-up.ts';
import { letterOf } from './letters.ts';
import type { Outbox } from './outbox.ts';
import { hasMyReaction, withMyReaction } from './reaction.ts';

interface Desk {
  client: Client;
  outbox: Outbox | null;
  me: PersonCard;
  where: { communityId: string; conversationId: string };
  find(number: number): MessageView | undefined;
  /** Shows a message as it is now, or will be. */
  show(message: MessageView): void;
  /** What was asked for did not work. */
  refused(error: unknown, what: Asked): void;
}

/** What one does to the messages of a conversation: shown at once where that can be, and undone when refused. */
export function roomActs({ client, outbox, me, where, find, show, refused }: Desk) {
  /** Whether it was done. */
  async function ask(what: Asked, work: Promise<MessageView>, before?: MessageView): Promise<boolean> {
    try {
      show(await work);
      return true;
    } catch (error) {
      if (before) show(before);
      refused(error, what);
      return false;
    }
  }

  return {
    /** True once it is taken, which for an edit is when it is stored: until then its words stay where they were written. */
    send(written: Written): true | Promise<boolean> {
      const { body, editing } = written;
      if (editing !== null)
        return ask('words', client.act('conversations.edit-message', { ...where, number: editing, body }));
      outbox?.post(letterOf(written, { personId: me.id, ...where }));
      return true;
    },
    /** Puts my reaction on or takes it back. */
    async react(number: number, emoji: string): Promise<void> {
      const before = find(number);
      if (!before) return;
      const on = !hasMyReaction(before, emoji, me.id);
      show(withMyReaction(before, emoji, me));
      await ask('reaction', client.act('conversations.react', { ...where, number, emoji, on }), before);
    },
    takeBack: (number: number) =>
      ask('taking away', client.act('conversations.delete-message', { ...where, number })),
    remove: (number: number, reason: string) =>
      ask('taking away', client.act('conversations.remove-message', { ...where, number, reason })),
    retry: (id: string) => outbox?.retry(id),
    discard: (id: string) => giveUp(outbox, id),
  };
}
