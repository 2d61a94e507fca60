import type { z } from 'zod';
import type { How, WrongInput } from './errors.ts';

type Issue = z.core.$ZodRawIssue | z.core.$ZodIssue;

/** What is wrong, by the library's own record of it. */
export function wrongOf(issue: Issue): WrongInput {
  if (issue.code === 'too_small') return { how: tooLittle(issue), limit: Number(issue.minimum) };
  if (issue.code === 'too_big')
    return { how: tooMuch[measureOf(issue.origin)], limit: Number(issue.maximum) };
  if (issue.input === undefined) return { how: 'missing' };
  if (issue.code === 'invalid_type') return { how: issue.expected === 'int' ? 'not-whole' : 'type' };
  if (issue.code === 'not_multiple_of') return { how: 'not-whole' };
  return { how: issue.code === 'invalid_value' ? 'choice' : 'form' };
}

/** The same as the end of a sentence whose beginning is the field's name, with what would be right. */
export function sayWrong(issue: Issue): string {
  const { how, limit } = wrongOf(issue);
  switch (how) {
    case 'missing':
      return 'is missing';
    case 'empty':
      return `is empty, and takes at least ${count(limit, 'character')}`;
    case 'too-short':
      return `is too short, and takes at least ${count(limit, 'character')}`;
    case 'too-long':
      return `is too long, and takes at most ${count(limit, 'character')}`;
    case 'too-few':
      return `holds too few, and takes at least ${limit}`;
    case 'too-many':
      return `holds too many, and takes at most ${limit}`;
    case 'too-small':
      return `is too small, and may be no less than ${limit}`;
    case 'too-large':
      return `is too large, and may be no more than ${limit}`;
    case 'not-whole':
      return 'has to be a whole number';
    case 'type':
      return `has to be ${nameOf((issue as { expected: string }).expected)}`;
    case 'choice':
      return `has to be one of: ${(issue as { values: unknown[] }).values.map((one) => JSON.stringify(one)).join(', ')}`;
    case 'form':
      return sayForm(issue);
  }
}

const tooMuch = { text: 'too-long', list: 'too-many', number: 'too-large' } as const;

function tooLittle({ origin, minimum, input }: { origin: string; minimum: unknown; input?: unknown }): How {
  const measure = measureOf(origin);
  if (measure === 'text') return minimum === 1 || input === '' ? 'empty' : 'too-short';
  return measure === 'list' ? 'too-few' : 'too-small';
}

function measureOf(origin: string): 'text' | 'list' | 'number' {
  if (origin === 'string') return 'text';
  return ['array', 'set', 'map', 'file'].includes(origin) ? 'list' : 'number';
}

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const nameOf = (type: string) => TYPES[type] ?? `of the kind ${type}`;

const FORMS: Record<string, string> = {
  email: 'is no e-mail address, such as mia@example.org',
  url: 'is no address, such as https://example.org',
  uuid: 'is no id: it takes a UUID of version 7',
};

function sayForm(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return `has what is not known here: ${issue.keys.join(', ')}`;
  if (issue.code !== 'invalid_format') return 'does not have the form that it needs';
  if (issue.format === 'regex') return `does not have the form that it needs: ${issue.pattern}`;
  return FORMS[issue.format] ?? `is no ${issue.format}`;
}

const count = (limit: number | undefined, what: string) => `${limit} ${what}${limit === 1 ? '' : 's'}`;
