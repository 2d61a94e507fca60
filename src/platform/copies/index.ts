export {
  arrivalIn,
  closeArrival,
  comeSoFar,
  isInstallation,
  noteCome,
  openArrival,
  refuseUnfinished,
} from './arrival.ts';
export type { Arrival } from './arrival.ts';
export { differences, tallyAll } from './compare.ts';
export type { Difference, Tallies } from './compare.ts';
export { openMoment } from './moment.ts';
export { lineOf } from './row.ts';
export type { ToldRow } from './row.ts';
export type { TableShape } from './shape.ts';
export { countAll, openSnapshot } from './snapshot.ts';
export type { Place, Snapshot } from './snapshot.ts';
export { takeRows } from './take-rows.ts';
export { tallying } from './tally.ts';
