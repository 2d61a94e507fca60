export { importInWorker } from './import-in-worker.ts';
export { stagingPathFor } from './import-archive.ts';
export type { FoundCommunity, Job } from './import-archive.ts';
export { communityBefore, rememberCommunity } from './placing/sources.ts';
export { secondsLeft, shareDone } from './progress.ts';
export type { Progress } from './progress.ts';
export type { Source } from './record.ts';
export type { Report } from './report.ts';

/** Archives in and out of the house. */
export const transfer = { verbs: [] as const, reactions: [], frames: {} };
