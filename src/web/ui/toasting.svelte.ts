import { createContext } from 'svelte';
import type { Toast } from './Toasts.svelte';

const LASTS = 5000;

/** Short words that need no answer; each goes away by itself. The root layout sets it once. */
export interface Toasting {
  readonly toasts: Toast[];
  say(words: string): void;
}

export const [getToasting, setToasting] = createContext<Toasting>();

export function toasting(): Toasting {
  let toasts = $state<Toast[]>([]);
  let made = 0;
  return {
    get toasts() {
      return toasts;
    },
    say(words) {
      const toast = { id: ++made, words };
      toasts = [...toasts, toast];
      setTimeout(() => (toasts = toasts.filter((one) => one.id !== toast.id)), LASTS);
    },
  };
}
