import { inDatabase } from '../tests/postgres.ts';

/** A new, empty database beside the one that the URL names; one of the same name is thrown away. Answers its URL. */
export async function newDatabase(url: string, name: string): Promise<string> {
  const database = `kith_bench_${name}`;
  await inDatabase(url, `drop database if exists ${database} with (force)`);
  await inDatabase(url, `create database ${database}`);
  return Object.assign(new URL(url), { pathname: database }).href;
}
