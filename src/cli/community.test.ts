import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { kith } from '../../tests/kith.ts';
import { gather } from '../../tests/people.ts';
import type { Asked } from './command.ts';
import { command } from './community.ts';

const folder = await mkdtemp(join(tmpdir(), 'kith-cli-'));

beforeAll(async () => {
  vi.stubEnv('DATA_DIR', folder);
  const app = await createApp(readConfig({ DATA_DIR: folder, LIMITS: 'off', LOG: 'error' }));
  await gather(app);
  await app.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('the keeper sees communities and members', async () => {
  const { lines } = await run('list');
  expect(lines).toContain('allotment-12  Allotment 12, 3 members, hosted by Ines');
  const { answer } = await run('show allotment-12');
  expect(answer).toMatchObject({ slug: 'allotment-12', memberCount: 3, hosts: [{ handle: 'ines' }] });
  const members = await run('members allotment-12');
  expect(members.lines.join('\n')).toMatch(/^[\d-]{10} {2}member {2}tomas {2}Tomas$/m);
});

test('a community is founded, and people are invited to it, in the name of a person', async () => {
  const made = await run('found night-bakers', { by: 'sol', name: 'Night bakers', size: '12' });
  expect(made.lines).toEqual(['Night bakers is founded at /night-bakers.']);
  expect(made.answer).toMatchObject({ name: 'Night bakers', sizeLimit: 12, memberCount: 1, listed: false });
  const invited = await run('invite night-bakers', { by: 'sol@example.org', uses: '3' });
  expect(invited.lines[0]).toMatch(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/);
  expect(invited.answer).toMatchObject({ invite: { usesLeft: 3, invitedBy: { handle: 'sol' } } });
});

test('the keeper appoints a host where no host can, and the last one stays', async () => {
  await expect(run('dismiss allotment-12 ines')).rejects.toMatchObject({ reason: 'last-host' });
  expect(await run('appoint allotment-12 tomas')).toMatchObject({ answer: { role: 'host' } });
  const { lines } = await run('dismiss allotment-12 ines');
  expect(lines).toEqual(['Ines is a member of allotment-12 now.']);
});

test('what cannot be is refused', async () => {
  await expect(run('invite allotment-12', { by: 'sol' })).rejects.toMatchObject({ kind: 'not-found' });
  await expect(run('found other', { by: 'nobody', name: 'X' })).rejects.toMatchObject({ kind: 'not-found' });
  await expect(run('found other', { name: 'X' })).rejects.toThrow('--by HANDLE');
  await expect(run('found other', { by: 'sol' })).rejects.toThrow('--name NAME');
  await expect(run('found other', { by: 'sol', name: 'Xy', size: 'big' })).rejects.toThrow('a whole number');
  await expect(run('host allotment-12')).rejects.toThrow('kith community --help');
  await expect(run('show')).rejects.toThrow('kith community --help');
});

test('a shell gets one line and an exit code', async () => {
  const said = await kith(['community', 'show', 'nowhere'], { DATA_DIR: folder });
  expect(said).toEqual({ code: 1, out: '', err: 'kith: There is no community at “nowhere”.\n' });
});

test('what is wrong whatever there is ends with 2, and is told by what was typed', async () => {
  for (const [call, said] of [
    ['found Allot_ment --by sol --name Ours', 'ADDRESS: 2 to 40 letters, digits or dashes.'],
    ['found other --by sol --name Ours --size 1', '--size is too small, and may be no less than 2.'],
    ['invite night-bakers --by sol --uses 0', '--uses is too small, and may be no less than 1.'],
    ['invite night-bakers --by sol --email x', '--email is no e-mail address, such as mia@example.org.'],
    ['invite night-bakers', 'say in whose name: --by HANDLE.'],
  ])
    expect(await kith(['community', ...call!.split(' ')], { DATA_DIR: folder }), call).toEqual({
      ...{ code: 2, out: '', err: `kith: ${said}\n` },
    });
});

async function run(words: string, options: Asked['options'] = {}) {
  const lines: string[] = [];
  let answer: unknown;
  await command.run({
    words: words.split(' '),
    options,
    json: false,
    say: (line) => void lines.push(line),
    answer: (value) => void (answer = value),
    interrupted: new AbortController().signal,
  });
  return { lines, answer };
}
