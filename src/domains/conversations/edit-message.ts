import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { lineOfHtml } from '../../platform/plain-line.ts';
import { mayEdit } from './access.ts';
import { body, messageView, refuseBlank } from './message.ts';
import { findMessageView } from './message-views.ts';
import { loadMessage } from './place.ts';
import { mentionedPeople } from './send-message.ts';
import { setLastExcerpt, setMentions, updateMessage } from './store.ts';
import { hasLink, render } from './text.ts';

export const editMessage = verb({
  name: 'conversations.edit-message',
  does: 'Changes the words of one’s own message.',
  input: z.object({ communityId: id, conversationId: id, number: z.number().int().min(1), body }),
  output: messageView,
  load: loadMessage,
  may: ({ message }, _input, me) => mayEdit(message, me),
  async run({ db, now, ...context }, { communityId, conversationId, number, body: words }, { message }) {
    refuseBlank(words, message.has_file === 1);
    const mentioned = await mentionedPeople({ ...context, db, now }, communityId, conversationId, words);
    const html = render(words, mentioned.names);
    await updateMessage(db, message, { body: words, html, edited_at: now, has_link: hasLink(words) ? 1 : 0 });
    await setMentions(
      db,
      message,
      [...mentioned.ids].filter((one) => one !== message.author_id),
    );
    await setLastExcerpt(db, message, lineOfHtml(html));
    await context.announce({ communityId, conversationId, kind: 'message.edited', payload: { number } });
    return (await findMessageView(db, communityId, conversationId, number))!;
  },
});
