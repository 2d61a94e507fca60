import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createApp } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { newPostgres, usual } from './engines.ts';
import { natsServer, startNats } from './nats.ts';
import { gather } from './people.ts';
import type { Person } from './people.ts';
import { openProcesses } from './processes.ts';
import type { House } from './processes.ts';
import { dial, tokenOf, watch } from './wire.ts';
import type { Wire } from './wire.ts';

type Way = 'PostgreSQL' | 'NATS';

/** What tests of many processes need is here; else why not. */
export function missingFor(way: Way): string | null {
  if (!inject('postgres')) return 'skipped, as this run leaves PostgreSQL out';
  return way === 'NATS' && !natsServer() ? 'skipped, as no nats-server is installed here' : null;
}

export type ManyHouse = Awaited<ReturnType<typeof openMany>>;

/** So many processes of one house on one PostgreSQL, with the usual cast, who may sit at any of them. */
export async function openMany(count: number, way: Way) {
  const ends: (() => Promise<unknown>)[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-many-'));
  ends.push(() => rm(dataDir, { recursive: true, force: true }));
  const databaseUrl = await newPostgres(ends);
  const nats = way === 'NATS' ? await startNats(natsServer()!) : null;
  if (nats) ends.push(nats.stop);
  // Who is who is settled before the processes open, by a house of the test's own.
  const app = await createApp({ ...usual(dataDir), databaseUrl });
  const cast = await gather(app);
  const communityId = cast.community.id;
  const room = await cast.founder.act('conversations.open-room', {
    ...{ id: newId(), communityId, slug: 'compost', title: 'Compost' },
  });
  const tokens = new Map<string, { authorization: string }>();
  for (const person of [cast.founder, cast.reader, cast.newcomer, cast.stranger])
    tokens.set(person.id, await tokenOf(person));
  await app.settled();
  await app.close();
  const settings = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ...(nats ? { NATS_URL: nats.url } : {}) };
  const { processes, end } = await openProcesses(count, settings);
  ends.push(end);
  const wires: Wire[] = [];
  return {
    ...{ cast, communityId, room, processes, databaseUrl, nats, settings },
    /** Somebody's wire to one of the processes. */
    async wire(at: House, person: Person): Promise<Wire> {
      const wire = await dial(at.origin, tokens.get(person.id)!);
      wires.push(wire);
      return wire;
    },
    /** The same once it hears the community. */
    async watching(at: House, person: Person, after: number | null = null): Promise<Wire> {
      const wire = await this.wire(at, person);
      await watch(wire, communityId, after);
      return wire;
    },
    /** Does something by the API of one process; answers what came, or rejects with its problem. */
    async act(at: House, person: Person, name: string, input: object): Promise<any> {
      const answer = await fetch(`${at.origin}/api/v1/${name}`, {
        method: 'POST',
        headers: { ...tokens.get(person.id)!, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const said = await answer.json();
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${JSON.stringify(said)}`);
      return said;
    },
    /** Uploads a file to one process, by a verb that takes one. */
    async upload(at: House, person: Person, fields: Record<string, string>, content: string): Promise<void> {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('content', new Blob([content]), fields['name']);
      const answer = await fetch(`${at.origin}/api/v1/transfer.add-archive-file`, {
        ...{ method: 'POST', headers: tokens.get(person.id)!, body: form },
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    say(at: House, person: Person, body: string, conversationId: string = room.id): Promise<any> {
      const sent = { id: newId(), communityId, conversationId, body };
      return this.act(at, person, 'conversations.send-message', sent);
    },
    hangUp: () => wires.splice(0).forEach((wire) => wire.end()),
    async end(): Promise<void> {
      this.hangUp();
      for (const one of ends.reverse()) await one();
    },
  };
}
