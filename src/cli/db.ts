import type { Asked, Command } from './command.ts';
import { misused } from './command.ts';
import { configured } from './in-house.ts';

export const command: Command = {
  name: 'db',
  does: 'Spreads the communities of an installation over the machines of a distributed PostgreSQL (Citus).',
  usage: [
    'db distribute  spreads what is not spread yet; Kith is to be stopped meanwhile',
    'db distribute --print  the statements alone, to be read or run by somebody else',
  ],
  options: { print: { type: 'boolean', does: 'write the statements, and change nothing' } },
  async run(asked) {
    if (asked.words.join(' ') !== 'distribute') throw misused(command, asked.words);
    const config = await configured({ LOG: 'warn', ...process.env });
    const { openStore } = await import('../platform/db/index.ts');
    const store = openStore(config);
    try {
      if (asked.options['print'] === true) await print(asked, store);
      else await distribute(asked, store, config);
    } finally {
      await store.close();
    }
  },
};

type Store = Awaited<ReturnType<(typeof import('../platform/db/index.ts'))['openStore']>>;
type Place = Parameters<(typeof import('../platform/db/index.ts'))['holdAlone']>[0];

async function print(asked: Asked, store: Store): Promise<void> {
  const { spreadingOf } = await import('../platform/db/index.ts');
  const statements = await spreadingOf(store);
  for (const statement of statements) asked.say(`${statement};`);
  asked.answer({ statements });
}

/** A table that is being spread is not there for others, so nobody may be in the house. */
async function distribute(asked: Asked, store: Store, place: Place): Promise<void> {
  const { holdAlone, spreadOut } = await import('../platform/db/index.ts');
  const done: string[] = [];
  const alone = store.engine === 'postgres' ? await holdAlone(place) : null;
  try {
    await spreadOut(store, (statement) => {
      done.push(statement);
      asked.say(`${statement};`);
    });
  } finally {
    await alone?.letGo();
  }
  asked.say(done.length ? '\nSpread. Start Kith again.' : 'All of it is spread already.');
  asked.answer({ statements: done });
}
