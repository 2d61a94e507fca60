/** How far an import has come. */
export interface Progress {
  phase: 'reading' | 'placing';
  /** Bytes of the archive's files. */
  bytesRead: number;
  bytes: number;
  /** Messages found so far, and placed of them, stubs included. */
  messages: number;
  placed: number;
  /** Messages that will have been placed at the end; 0 until all is read. */
  total: number;
}

/* Measured: reading takes a quarter of the time. */
const READING_SHARE = 0.25;

/** The share that is done, from 0 to 1. */
export function shareDone({ phase, bytesRead, bytes, placed, total }: Progress): number {
  if (phase === 'reading') return bytes ? (READING_SHARE * bytesRead) / bytes : READING_SHARE;
  return READING_SHARE + (total ? (1 - READING_SHARE) * Math.min(1, placed / total) : 1 - READING_SHARE);
}

/** Seconds left, judging by how long the share that is done has taken; null while too little is done to tell. */
export function secondsLeft(progress: Progress, secondsSoFar: number, shareBefore = 0): number | null {
  const share = shareDone(progress);
  const own = share - shareBefore;
  if (own < 0.005 || secondsSoFar < 0.5) return null;
  return Math.round((secondsSoFar / own) * (1 - share));
}
