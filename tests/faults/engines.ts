import { describe, inject } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import type { Config } from '../../src/platform/config.ts';
import type { Engine } from '../../src/platform/db/index.ts';
import { chosenEngines } from '../engines.ts';
import { emptyFolder } from '../kith.ts';
import { newDatabase } from '../postgres.ts';
import type {} from './setup.ts';

/** Where an installation keeps what it must not lose, as the settings that name it. */
export interface Place {
  engine: Engine;
  dataDir: string;
  settings: Record<string, string>;
}

export interface FaultEngine {
  name: Engine;
  /** An empty place that is gone after the test. */
  place: () => Promise<Place>;
}

/** Runs the same faults on SQLite and on PostgreSQL; KITH_TEST_ENGINES=sqlite or =postgres runs them on one. */
export function onEachEngine(tests: (engine: FaultEngine) => void): void {
  describe.each(chosenEngines())('on %s', (name) => {
    const place = { sqlite: () => sqlitePlace(), postgres: () => postgresPlace() }[name];
    tests({ name, place });
  });
}

/** An empty place with the SQLite inside. */
export async function sqlitePlace(dataDir?: string): Promise<Place> {
  const folder = dataDir ?? (await emptyFolder());
  return { engine: 'sqlite', dataDir: folder, settings: { DATA_DIR: folder, PORT: '0' } };
}

/** An empty place with a database of its own on the run's server or another one, with which it goes. */
export async function postgresPlace(server = inject('durablePostgres')!): Promise<Place> {
  const dataDir = await emptyFolder();
  const { url } = await newDatabase(server);
  return { engine: 'postgres', dataDir, settings: { DATA_DIR: dataDir, DATABASE_URL: url, PORT: '0' } };
}

/** The configuration by which the tests themselves look into a place. */
export const configOf = ({ settings }: Place): Config =>
  readConfig({ LIMITS: 'off', LOG: 'error', ...settings });
