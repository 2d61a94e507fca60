import { newId } from '../../src/platform/ids.ts';
import { call } from './call.ts';
import type { Answer } from './call.ts';
import { soon } from '../until.ts';
import type { Town } from './town.ts';

/** A message that was acknowledged to its sender: it must be there for ever, once, under this number. */
export interface Acknowledged {
  id: string;
  conversationId: string;
  number: number;
  body: string;
  /** How often it had to be sent. */
  tries: number;
  /** The order in which messages were first sent, and in which they were acknowledged, all together. */
  sentAt: number;
  heardAt: number;
}

export interface Crowd {
  /** Those that have been acknowledged so far. */
  acknowledged: Acknowledged[];
  /** Answers other than an acknowledgement or a broken connection, by status and reason such as `503 disk-full`. */
  refused: Map<string, number>;
  /** Resolves when all have been acknowledged. */
  done: Promise<void>;
}

/**
 * Sends so many messages at once, from all people into all rooms, each again with the same id until it has been
 * acknowledged. `origin` says where to send to and is asked before each try, as clients move; `more` makes them longer.
 */
export function crowd(town: Town, messages: number, origin: () => string, more = ''): Crowd {
  const acknowledged: Acknowledged[] = [];
  const refused = new Map<string, number>();
  let moment = 0;

  async function send(n: number): Promise<void> {
    const person = town.people[n % town.people.length]!;
    const conversationId = town.rooms[n % town.rooms.length]!;
    const id = newId();
    const words = { id, communityId: town.communityId, conversationId, body: `${id} says hello.${more}` };
    const sentAt = moment++;
    for (let tries = 1; ; tries++) {
      const answer = await call(origin(), '/api/v1/conversations.send-message', {
        headers: person.headers,
        body: words,
      }).catch(() => null);
      if (answer?.status === 200) {
        const { number } = answer.json() as { number: number };
        acknowledged.push({ id, conversationId, number, body: words.body, tries, sentAt, heardAt: moment++ });
        return;
      }
      if (answer) count(`${answer.status} ${reasonOf(answer)}`);
      await soon(20 + Math.random() * 60);
    }
  }

  const count = (refusal: string) => refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
  const done = Promise.all(Array.from({ length: messages }, (_, n) => send(n))).then(() => undefined);
  return { acknowledged, refused, done };
}

function reasonOf({ headers, text, json }: Answer): unknown {
  return headers['content-type'] === 'application/problem+json' ? json().reason : text;
}
