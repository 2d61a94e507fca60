import { createContext } from 'svelte';

/** What a form tells the fields inside it. */
export interface Asking {
  /** What is wrong with this field, in the reader’s words; null where nothing is. */
  error(field: string): string | null;
  /** What was written before the refusal, if the form was sent already. */
  written(field: string): string | undefined;
  /** Whether the form has been sent, so that an empty box means "no". */
  sent(): boolean;
}

export const [getAsking, setAsking] = createContext<Asking>();
