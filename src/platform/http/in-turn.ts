import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Browsers and proxies send nothing before the last answer has come; a program that does sends a few. */
const MOST_WAITING = 50;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers one request at a time on each connection. Node begins at once with all that have come, and keeps the answers
 * until it is their turn: whoever asked for much and read nothing would fill memory, and open more files than there may
 * be. Who sends too many ahead is cut off.
 */
export function inTurn(answer: Answer): Answer {
  const waiting = new WeakMap<Socket, number>();
  const change = (socket: Socket, by: number) => {
    const now = (waiting.get(socket) ?? 0) + by;
    waiting.set(socket, now);
    return now;
  };
  return (request, response) => {
    if (response.socket) return answer(request, response);
    const { socket } = request;
    if (change(socket, 1) > MOST_WAITING) return void socket.destroy();
    response.once('socket', () =>
      process.nextTick(() => {
        change(socket, -1);
        if (!socket.destroyed) answer(request, response);
      }),
    );
  };
}
