import type { Server } from 'node:http';
import type { Log } from '../log.ts';

/** Of the files that a process may have open, those that are kept for the database, for programs and for whatever it opens. */
const OWN_FILES = 200;
/** A connection, and the file that it may be answered with. */
const FILES_EACH = 2;
const LEAST = 16;
const SAY_EVERY_MS = 60_000;

/**
 * Turns away whoever would come in when the files that this process may have open are nearly used up. Without this a
 * crowd at the door would keep the house from reading its own program, and Node never again reads what it once could not.
 */
export function keepPlaces(server: Server, log: Pick<Log, 'warn'>): void {
  const most = placesIn(openFilesAllowed());
  server.maxConnections = most;
  let said = -Infinity;
  server.on('drop', () => {
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    log.warn('connections are turned away: more than this process may have files open for', { most });
  });
}

/** How many connections fit where so many files may be open. */
export const placesIn = (openFiles: number): number =>
  Math.max(LEAST, Math.floor((openFiles - OWN_FILES) / FILES_EACH));

/** What the system lets this process have open; Node has raised it to the most that it could. */
function openFilesAllowed(): number {
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } };
  };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Infinity;
}
