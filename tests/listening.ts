import type { WebSocket } from 'ws';
import type { App } from '../src/app.ts';

export interface Heard {
  seq: number;
  kind: string;
  conversationId: string | null;
  view: any;
}

/** What one person's browser is told of a community from now on, through the real hub. */
export async function listen(app: App, person: { id: string }, communityId: string) {
  const said: any[] = [];
  const socket = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    send: (text: Buffer | string) => said.push(JSON.parse(String(text))),
  };
  const listener = {
    personId: person.id,
    socket: socket as unknown as WebSocket,
    watching: new Set<string>(),
  };
  await app.live.watch(listener, communityId, null);
  const facts = () => said.filter((one) => one.fact).map((one) => one.fact as Heard);
  return {
    /** The facts that have arrived, once all that was announced has been delivered. */
    async heard(): Promise<Heard[]> {
      app.live.wake(communityId);
      await app.live.delivered(communityId);
      return facts();
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
