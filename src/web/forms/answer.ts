import { fail, type ActionFailure } from '@sveltejs/kit';
import type { Client } from '../api.ts';
import { asKithError, statusOf, type KithError } from '../errors.ts';
import { saidIn, writtenIn, type Said } from './said.ts';
import { sentIn } from './sent.ts';

/** What a page gets back from one of its forms: which form it was, and how it went. */
export interface Answered<Result = unknown> {
  form: string;
  refusal?: KithError;
  written?: Record<string, string>;
  result?: Result;
}

interface Asking {
  request: Request;
  locals: { kith: Client; person: unknown };
}

/** Does what a form asks for. A refusal goes back to the form with what was written; a redirect goes on. */
export async function answer<Result>(
  event: Asking,
  form: string,
  work: (said: Said, kith: Client) => Promise<Result>,
): Promise<ActionFailure<Answered<Result>> | Answered<Result>> {
  const sent = await sentIn(event);
  const which = form + (sent.get('which') ?? '');
  try {
    return { form: which, result: await work(saidIn(sent), event.locals.kith) };
  } catch (thrown) {
    const refusal = asKithError(thrown);
    if (!refusal) throw thrown;
    return fail(statusOf(refusal.kind, refusal.reason), {
      form: which,
      refusal: plain(refusal),
      written: writtenIn(sent),
    });
  }
}

const plain = ({ kind, reason, message, field, wrong, retryAfter }: KithError): KithError => ({
  kind,
  reason,
  message,
  field,
  wrong,
  retryAfter,
});
