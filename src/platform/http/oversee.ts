import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { traceOf } from '../log.ts';
import type { Log } from '../log.ts';
import { routeKind } from './route-kind.ts';
import type { RouteKind } from './route-kind.ts';

/** How one request was answered; `gone` when its sender left before the end. */
export interface Answered {
  route: RouteKind;
  status: number | 'gone';
  ms: number;
}

export interface Overseen {
  log: Log;
  trustProxy: boolean;
  /** Told of each request, once it is over. */
  answered?(how: Answered): void;
}

export const REQUEST_ID = 'x-request-id';
/** What a proxy may call a request: nothing that could break out of a header or a line. */
const USUAL_ID = /^[\w.:+/=-]{1,100}$/;
const BROKEN = 500;

/**
 * Gives each request an id, which its answer and all lines that arise from it carry, and sees how it ends. What goes
 * wrong in answering one request is logged and ends that one alone.
 */
export function overseer({ log, trustProxy, answered }: Overseen) {
  const detailed = log.says('debug');
  return (request: IncomingMessage, response: ServerResponse, answer: () => unknown): void => {
    const requestId = idOf(request, trustProxy);
    const began = performance.now();
    response.setHeader(REQUEST_ID, requestId);
    response.once('close', () => {
      const ms = performance.now() - began;
      const status = response.writableFinished ? response.statusCode : 'gone';
      const how = { route: routeKind(request.method, request.url), status, ms } as const;
      answered?.(how);
      if (detailed || Number(status) >= BROKEN) tell(log, requestId, how);
    });
    const fail = (error: unknown) => {
      log.error('a request could not be answered', traceOf(error));
      giveUp(response);
    };
    log.during(requestId, () => void Promise.try(answer).catch(fail));
  };
}

function giveUp(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(BROKEN).end();
}

/** Who reads what and when is nobody's business while all goes well, so that is told to `debug` alone. */
function tell(log: Log, requestId: string, { route, status, ms }: Answered): void {
  const broken = Number(status) >= BROKEN && route !== 'watch';
  log[broken ? 'warn' : 'debug']('answered', { requestId, route, status, ms: Math.round(ms * 10) / 10 });
}

function idOf(request: IncomingMessage, trustProxy: boolean): string {
  const given = trustProxy ? request.headers[REQUEST_ID] : undefined;
  return typeof given === 'string' && USUAL_ID.test(given) ? given : randomUUID();
}
