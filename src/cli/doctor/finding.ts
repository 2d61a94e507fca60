/** What one look has shown: all right, or what to do about it. */
export interface Finding {
  what: string;
  state: 'ok' | 'mend';
  says: string;
  todo?: string;
}

export const ok = (what: string, says: string): Finding => ({ what, state: 'ok', says });
export const mend = (what: string, says: string, todo: string): Finding => ({
  what,
  state: 'mend',
  says,
  todo,
});

export const because = (error: unknown) => (error instanceof Error ? error.message : String(error));
