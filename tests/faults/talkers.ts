import { newId } from '../../src/platform/ids.ts';
import { call } from './call.ts';
import type { Acknowledged } from './crowd.ts';
import type { Town } from './town.ts';

export interface Talkers {
  acknowledged: Acknowledged[];
  /** What turned them away, by status, and what broke their connections. */
  refused: number[];
  notAccepted: string[];
  /** Lets each of them end with what they are saying. */
  hush: () => void;
  /** Resolves when nobody talks any more. */
  done: Promise<unknown>;
}

/** So many people who say one thing after another, each once, until they are hushed or turned away. */
export function talkers(town: Town, origin: string, people = 24): Talkers {
  const acknowledged: Acknowledged[] = [];
  const refused: number[] = [];
  const notAccepted: string[] = [];
  let [moment, hushed] = [0, false];
  async function talk(n: number): Promise<void> {
    const { headers } = town.people[n % town.people.length]!;
    const conversationId = town.rooms[n % town.rooms.length]!;
    while (!hushed) {
      const id = newId();
      const body = `${id} says hello.`;
      const sentAt = moment++;
      const words = { id, communityId: town.communityId, conversationId, body };
      try {
        const answer = await call(origin, '/api/v1/conversations.send-message', { headers, body: words });
        if (answer.status !== 200) return void refused.push(answer.status);
        const { number } = answer.json() as { number: number };
        acknowledged.push({ id, conversationId, number, body, tries: 1, sentAt, heardAt: moment++ });
      } catch (error) {
        return void notAccepted.push((error as NodeJS.ErrnoException).code ?? String(error));
      }
    }
  }
  const done = Promise.all(Array.from({ length: people }, (_, n) => talk(n)));
  return { acknowledged, refused, notAccepted, hush: () => void (hushed = true), done };
}
