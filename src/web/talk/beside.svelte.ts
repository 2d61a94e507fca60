import { createContext, type Snippet } from 'svelte';

/** What the page in view shows beside itself, under who is here now; the community’s layout sets it once. */
export interface Beside {
  readonly part: Snippet | null;
  /** Shows a part until the page that showed it goes. */
  show(part: Snippet): void;
}

export const [getBeside, setBeside] = createContext<Beside>();

export function beside(): Beside {
  let part = $state.raw<Snippet | null>(null);
  return {
    get part() {
      return part;
    },
    show(mine) {
      part = mine;
      // Effects do not run on the server, where the page goes before the part beside it is drawn.
      $effect(() => () => {
        if (part === mine) part = null;
      });
    },
  };
}
