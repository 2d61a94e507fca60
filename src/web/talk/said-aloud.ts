import * as m from '#web/words/messages.js';
import { lineOfHtml } from '../../platform/plain-line.ts';
import type { MessageView } from '../views.ts';

/** What is said aloud of the newest message by somebody else. */
export const saidAloud = (newest: MessageView | null): string =>
  newest ? m.message_new({ name: newest.author.name, excerpt: lineOfHtml(newest.html) }) : '';
