import { asAilingPostgres } from '../platform/ailing.ts';
import { sayShut } from '../platform/db/why-shut.ts';
import { isKithError } from '../platform/errors.ts';
import type { KithError } from '../platform/errors.ts';
import { exitCode, Wrong } from './command.ts';

/** Says on standard error why a command was not carried out, in one line or as JSON, and answers the exit code. */
export function tellFailure(error: unknown, json: boolean): number {
  const told = describe(error);
  const { code, ...fields } = told;
  if (json) process.stderr.write(`${JSON.stringify({ error: fields })}\n`);
  else process.stderr.write(`kith: ${told.detail}\n`);
  return code;
}

interface Told {
  code: number;
  kind: string;
  reason: string;
  detail: string;
  field?: string;
  retryAfter?: number;
}

function describe(error: unknown): Told {
  const told = asAilingPostgres(error);
  if (isKithError(told)) return describeKnown(told);
  if (error instanceof Wrong) {
    return { code: exitCode.wrong, kind: 'invalid', reason: 'wrong-usage', detail: error.message };
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND' && message.includes('package')) {
    const detail = `its packages are missing. Run \`npm ci\` in ${new URL('../..', import.meta.url).pathname} first.`;
    return { code: exitCode.wrong, kind: 'unavailable', reason: 'packages-missing', detail };
  }
  const shut = sayShut(error);
  if (shut) return { code: exitCode.refused, kind: 'unavailable', reason: 'database-shut', detail: shut };
  // Nobody threw this on purpose: where it comes from is what a report of it needs.
  const detail = `something broke: ${error instanceof Error ? error.stack : String(error)}`;
  return { code: exitCode.refused, kind: 'unavailable', reason: 'fault', detail };
}

function describeKnown({ kind, reason, message, field, retryAfter }: KithError): Told {
  const more = { kind, reason, field, retryAfter };
  if (reason === 'database-away') return { code: exitCode.refused, ...more, detail: AWAY };
  // What does not fit the schema of a verb is wrong whatever there is, and is told by what was typed.
  if (reason !== 'invalid') return { code: exitCode.refused, ...more, detail: message };
  const detail = message.replace(/^“(\w+)”/, (said, name: string) => TYPED[name] ?? said);
  return { code: exitCode.wrong, ...more, detail };
}

/** What the house says of it is meant for programs and pages, which come again. */
const AWAY = 'the database cannot be reached. Is PostgreSQL running, and its address right?';

/** How the fields of verbs are called on the command line. */
const TYPED: Record<string, string> = {
  slug: 'ADDRESS',
  name: '--name',
  purpose: '--purpose',
  sizeLimit: '--size',
  email: '--email',
  uses: '--uses',
  expiresInDays: '--days',
};
