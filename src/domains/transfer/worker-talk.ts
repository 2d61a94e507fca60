import type { S3Place } from '../../platform/files/index.ts';
import type { Job, FoundCommunity } from './import-archive.ts';
import type { Progress } from './progress.ts';
import type { Report } from './report.ts';

/** What a worker that imports is given. */
export interface Errand {
  job: Job;
  databaseUrl: string | null;
  dataDir: string;
  bucket: S3Place | null;
  uploadBytes: number;
}

export type FromWorker =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'places'; found: FoundCommunity[] }
  | { kind: 'done'; report: Report }
  | { kind: 'failed'; error: { kind: string | null; reason: string; message: string } };

export type ToWorker = { kind: 'places'; places: [key: string, communityId: string][] } | { kind: 'stop' };
