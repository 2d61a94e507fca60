import pg from 'pg';

/** A new, empty database beside the one that the URL names; one of the same name is thrown away. Answers its URL. */
export async function newDatabase(url: string, name: string): Promise<string> {
  const database = `kith_bench_${name}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`drop database if exists ${database} with (force)`);
    await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
  return Object.assign(new URL(url), { pathname: database }).href;
}
