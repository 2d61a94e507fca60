import { createContext } from 'svelte';
import type { PersonCard } from '../views.ts';
import type { Clock } from './clock.ts';

/** Who looks, and how moments are said to them; the root layout sets it once. */
export interface Viewing {
  readonly me: PersonCard | null;
  readonly clock: Clock;
  /** UTC milliseconds; moves on while the page is open. */
  readonly now: number;
}

export const [getViewing, setViewing] = createContext<Viewing>();
