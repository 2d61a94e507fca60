import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Made by builds themselves, or of no weight in them. */
const LEFT_OUT = /^src\/web\/words\/|\.test\.ts$|\.md$/;

/** One short text that changes whenever a file below these paths does. */
export async function digestOf(root: string, paths: string[]): Promise<string> {
  const files = (await Promise.all(paths.map((path) => filesBelow(root, path)))).flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
  const hash = createHash('sha256');
  files.forEach((file, index) =>
    hash.update(`${file}\0${contents[index]!.length}\0`).update(contents[index]!),
  );
  return hash.digest('hex');
}

/** When a file below these paths was changed last, in milliseconds. */
export async function newestOf(root: string, paths: string[]): Promise<number> {
  const files = (await Promise.all(paths.map((path) => filesBelow(root, path)))).flat();
  const stats = await Promise.all(files.map((file) => stat(join(root, file))));
  return Math.max(0, ...stats.map((one) => one.mtimeMs));
}

async function filesBelow(root: string, path: string): Promise<string[]> {
  if (!existsSync(join(root, path))) return [];
  if ((await stat(join(root, path))).isFile()) return [path];
  const names = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, path).length - path.length))
    .filter((file) => !LEFT_OUT.test(file));
}
