import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { logger, traceOf } from './log.ts';

function listening(level: Parameters<typeof logger>[0]) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, log: logger(level, { write }) };
}

test('a line says when, how bad, and what, and lower levels say nothing', () => {
  const { lines, log } = listening('warn');
  log.info('all is well');
  log.warn('the well is low', { litres: 3 });
  expect(lines).toEqual([
    {
      level: 'warn',
      at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      message: 'the well is low',
      litres: 3,
    },
  ]);
  expect([log.says('info'), log.says('error')]).toEqual([false, true]);
});

test('what arises from a request carries its id, however much later, and nothing else does', async () => {
  const { lines, log } = listening('info');
  const work = async (name: string) => {
    await sleep(1);
    log.info(name);
    return log.requestId();
  };
  expect(await Promise.all(['a', 'b'].map((id) => log.during(id, () => work(id))))).toEqual(['a', 'b']);
  await work('outside');
  expect(lines.map(({ message, requestId }) => [message, requestId])).toEqual([
    ['a', 'a'],
    ['b', 'b'],
    ['outside', undefined],
  ]);
});

test('of an error its words are left out, also where they look like a stack', () => {
  const trace = traceOf(Object.assign(new RangeError('Ines wrote:\n    at her well'), { code: 'E_WELL' }));
  expect(trace).toMatchObject({ error: 'RangeError', code: 'E_WELL' });
  expect(trace.where[0]).toContain('log.test.ts');
  expect(JSON.stringify(trace)).not.toMatch(/Ines|her well/);
});

/** A process that logs a lot, told what to do then. */
function talkative(then: string) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { logger } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)};
       const log = logger('info');
       for (let i = 0; i < 2000; i++) log.info('a line', { i, filling: '.'.repeat(200) });
       ${then}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const numbers = (said: string) =>
  said
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { i: number }).i);

test('whoever ends in order, or by a fault, has said everything', async () => {
  for (const then of [
    `await log.lastWords(); process.exit(0);`,
    `process.on('uncaughtException', () => { log.lastWordsNow(); process.exit(0); }); throw new Error('x');`,
  ]) {
    const child = talkative(then);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(code).toBe(0);
    expect(numbers(said).sort((a, b) => a - b)).toEqual(Array.from({ length: 2000 }, (_, i) => i));
  }
});

test.runIf(process.platform === 'linux')(
  'nobody reads: the house goes on meanwhile, and ends all the same',
  async () => {
    for (const end of ['await log.lastWords()', 'log.lastWordsNow()']) {
      const child = talkative(`process.stdout.write('going on'); ${end}; process.exit(7);`);
      child.stderr.pause();
      const [[said], [code]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
      expect([String(said), code]).toEqual(['going on', 7]);
    }
  },
);
