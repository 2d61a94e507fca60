import { z } from 'zod';
import { invalid } from '../../platform/errors.ts';

export const shortestPassword = 10;
export const longestPassword = 128;

/** A new password: any characters, long enough, not one of those that everybody tries first. */
export const newPassword = z
  .string()
  .min(shortestPassword, `at least ${shortestPassword} characters`)
  .max(longestPassword, `at most ${longestPassword} characters`);

const FEWEST_DIFFERENT = 5;
const FEWEST_OF_ONES_OWN = 4;
const SHORTEST_NUMBER = 16;

/** Refuses what is guessed first: common words however decorated, runs of keys, and the person's own names. */
export function refuseGuessable(password: string, own: string[], field = 'password'): void {
  if (isGuessable(password, own)) {
    throw invalid(field, 'guessable-password', 'Many people would guess this password. Take another one.');
  }
}

export function isGuessable(password: string, own: string[]): boolean {
  if (new Set(password).size < FEWEST_DIFFERENT || isRun(password.toLowerCase())) return true;
  if (/^\d+$/.test(password)) return password.length < SHORTEST_NUMBER;
  const plain = undecorated(password);
  const known = [...COMMON, ...own.flatMap(words)].sort((a, b) => b.length - a.length);
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest.length < FEWEST_OF_ONES_OWN && rest !== plain;
}

/** `P4ssw0rd-2024!` is `password` in disguise. */
function undecorated(password: string): string {
  const letters = password.toLowerCase().replace(/[01345$@!7]/g, (sign) => DISGUISE[sign]!);
  return letters.replace(/[^\p{L}]/gu, '');
}

const DISGUISE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
  '@': 'a',
  '!': 'i',
};

const words = (name: string) =>
  name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= 3);

const RUNS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
];

/** Made only of neighbours on a keyboard or in the alphabet, to and fro, three or more at a time. */
function isRun(password: string): boolean {
  const runs = RUNS.flatMap((run) => [run, [...run].reverse().join('')]);
  let at = 0;
  while (at < password.length) {
    const longest = Math.max(...runs.map((run) => shared(password.slice(at), run)));
    if (longest < 3) return password.length - at < 3 && at > 0;
    at += longest;
  }
  return true;
}

/** How many characters of `text` from its start lie in a row somewhere in `run`. */
function shared(text: string, run: string): number {
  const from = run.indexOf(text[0]!);
  if (from < 0) return 0;
  let length = 0;
  while (length < text.length && text[length] === run[from + length]) length++;
  return length;
}

const COMMON = `
  password passwort contrasena admin administrator welcome letmein iloveyou teamo tequiero qwertyuiop
  qwerty qwertz azerty asdfghjkl asdfgh zxcvbnm monkey dragon football baseball basketball soccer futbol
  superman batman spiderman pokemon starwars princess princesa sunshine shadow master michael jordan
  jennifer charlie secret whatever trustno trust freedom computer internet samsung google facebook
  instagram liverpool chelsea arsenal barcelona realmadrid summer winter spring autumn verano invierno
  hello hola mustang corvette ferrari changeme default login guest letme access kith community abc test
  love angel family familia baby babygirl lovely forever friends amigos flower butterfly chocolate
  cookie pepper ginger killer hunter ranger soldier naruto minecraft matrix
`
  .trim()
  .split(/\s+/);
