import type { House } from '../processes.ts';

/** One of the files that pages consist of. */
export async function fileOf({ origin }: House): Promise<string> {
  const page = await (await fetch(`${origin}/sign-in`)).text();
  return new URL(/["'(]([^"'(]*_app\/immutable\/[^"')]+)/.exec(page)![1]!, `${origin}/sign-in`).pathname;
}
