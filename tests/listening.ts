import type { App } from '../src/app.ts';
import { openEar } from './ear.ts';

/** A fact as a browser hears of it. */
export interface Heard {
  seq: number;
  kind: string;
  actorId: string | null;
  conversationId: string | null;
  view: any;
}

/**
 * What one person's browser is told of a community, through the real hub: from now on, or as one that comes back
 * with the cursor `after`.
 */
export async function listen(
  app: App,
  person: { id: string },
  communityId: string,
  after: number | null = null,
) {
  const { listener, said } = openEar(person.id);
  await app.live.watch(listener, communityId, after);
  return {
    /** The facts that have arrived, once all that was announced has been delivered. */
    async heard(): Promise<Heard[]> {
      app.live.wake(communityId);
      await app.live.delivered(communityId);
      return said.flatMap((one) => (one.fact as Heard | undefined) ?? []);
    },
    /** What a list keyed like this would show, had it only ever been told by facts: the latest view of each key. */
    async state(kind: RegExp, key: (view: any) => unknown): Promise<any[]> {
      const latest = new Map(
        (await this.heard()).filter((one) => kind.test(one.kind)).map((one) => [key(one.view), one.view]),
      );
      return [...latest.values()];
    },
    said: () => said,
    stop: () => app.live.unwatch(listener, communityId),
  };
}
