import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, type App } from '../src/app.ts';
import { openApi } from '../src/platform/http/openapi.ts';
import { readConfig } from '../src/platform/config.ts';
import { byName } from '../src/verbs.ts';

const run = promisify(execFile);
const redocly = join(import.meta.dirname, '../node_modules/.bin/redocly');

describe('the description of the API', () => {
  let folder: string;
  let app: App;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-openapi-'));
    app = await createApp(
      readConfig({ DATA_DIR: folder, ORIGIN: 'https://green-street.example', LOG: 'error' }),
    );
  });

  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const description = async () =>
    (await app.fetch(new Request('https://green-street.example/api/v1/openapi.json'))).json() as Promise<{
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; description: string }>>;
      tags: { name: string; description: string }[];
      components: { securitySchemes: Record<string, { in: string; name: string }> };
    }>;

  test('Redocly finds nothing to say against the API’s description', async () => {
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(await description()));
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const lint = run(redocly, ['lint', '--extends=recommended', '--format=json', file], { env, cwd: folder });
    const { stdout } = await lint.catch((refused: { stdout: string }) => refused);
    const { totals, problems } = JSON.parse(stdout) as { totals: object; problems: { message: string }[] };
    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(totals).toMatchObject({ errors: 0, warnings: 0 });
  });

  test('the session is named by the cookie that browsers send here, with https and without', async () => {
    const session = (await description()).components.securitySchemes.session;
    expect(session).toMatchObject({ in: 'cookie', name: '__Host-kith.session_token' });
    const plain = openApi({ declared: [], subjects: {}, version: '1', origin: 'http://localhost:3000' });
    expect(plain).toMatchObject({
      components: { securitySchemes: { session: { name: 'kith.session_token' } } },
    });
    const visit = app.visitAs({ personId: null, scopes: null, address: 'here' });
    await visit.act('accounts.sign-out', {});
    expect(visit.cookies[0]!.split('=')[0]).toBe(session!.name);
  });

  test('every verb is there at POST and every read at GET, by its own name', async () => {
    const { openapi, paths, tags } = await description();
    expect(openapi).toBe('3.1.0');
    const described = Object.entries(paths).map(([path, methods]) => {
      const [method, operation] = Object.entries(methods)[0]!;
      expect(path).toBe(`/api/v1/${operation.operationId}`);
      expect(operation.description).not.toBe('');
      return `${method} ${operation.operationId}`;
    });
    const declared = [...byName.values()].map((one) => `${one.change ? 'post' : 'get'} ${one.name}`);
    expect(described.sort()).toEqual(declared.sort());
    expect(tags.every((tag) => tag.description)).toBe(true);
  });
});
