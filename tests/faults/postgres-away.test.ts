import { expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../postgres.ts';
import { call } from './call.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { postgresPlace } from './engines.ts';
import { openHouse } from '../kith.ts';
import { soon, until } from '../until.ts';
import { report } from './report.ts';
import { foundTown } from './town.ts';

const AWAY_MS = 10_000;

test.skipIf(process.env['KITH_TEST_ENGINES'] === 'sqlite')(
  'while PostgreSQL is away everything says so and nothing falls; when it is back all goes on by itself',
  async () => {
    const postgres = await startPostgres({ durable: true });
    onTestFinished(() => postgres.stop());
    const place = await postgresPlace(postgres.url('postgres'));
    const town = await foundTown(place);
    const house = await openHouse({ ...place.settings, LOG: 'error' });
    const [host, reader] = town.people;
    const ear = listen(() => house.origin, reader!.headers, town);
    await until(() => ear.listening());
    const { acknowledged, refused, done } = crowd(town, 400, () => house.origin);
    await until(() => acknowledged.length >= 100);
    await postgres.crash();
    const after = acknowledged.length;

    const mine = await call(house.origin, '/api/v1/communities.list-mine', { headers: host!.headers });
    expect(mine.status).toBe(503);
    expect(mine.headers['retry-after']).toBe('5');
    expect(mine.json()).toMatchObject({ title: 'unavailable', reason: 'database-away', retryAfter: 5 });
    for (const [language, words] of [
      ['en', 'Kith cannot reach its data'],
      ['es', 'Kith no alcanza sus datos'],
    ] as const) {
      const headers = { accept: 'text/html', 'accept-language': language, ...host!.headers };
      const page = await call(house.origin, '/brief', { headers });
      expect({ status: page.status, again: page.headers['retry-after'] }).toEqual({
        status: 503,
        again: '5',
      });
      expect(page.text).toContain(words);
      const [, looks] = /rel="stylesheet" href="([^"]+)"/.exec(page.text)!;
      expect((await call(house.origin, looks!)).status).toBe(200);
      expect(page.headers['content-security-policy']).toContain("style-src 'self'");
      const [, looksAgain] = /<script src="([^"]+)"/.exec(page.text)!;
      expect((await call(house.origin, looksAgain!)).status).toBe(200);
      expect(page.headers['content-security-policy']).toContain("script-src 'self'; connect-src 'self'");
      expect(page.text.replace(/<noscript>.*<\/noscript>/s, '')).not.toContain('http-equiv="refresh"');
    }
    const wire = await call(house.origin, '/live', { headers: { ...host!.headers, ...HANDSHAKE } });
    expect({ status: wire.status, again: wire.headers['retry-after'] }).toEqual({ status: 503, again: '5' });
    await soon(AWAY_MS);
    expect(house.running()).toBe(true);
    await postgres.start();

    await done;
    expect([...refused.keys()]).toEqual(['503 database-away']);
    expect(await expectAllThere(place, town, house.origin, acknowledged)).toBe(400);
    await untilHeard(ear, acknowledged);
    const heard = expectHeardInOrder(ear, acknowledged);
    expect((await call(house.origin, '/brief', { headers: host!.headers })).status).toBe(200);
    report(
      `PostgreSQL was away for ${AWAY_MS / 1000} s after ${after} of 400 sends: ${refused.get('503 database-away')} answers of 503, ` +
        `all 400 there once; a listener heard ${heard} facts in order and came back ${ear.returns()} times`,
    );
    ear.stop();
    expect(await house.stop()).toBe(0);
  },
);

const HANDSHAKE = {
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};
