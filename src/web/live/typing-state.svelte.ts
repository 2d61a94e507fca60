const LASTS = 5000;

/** Who is writing in one conversation: each for a few seconds after the last sign of it, or until they have sent. */
export function typingState() {
  let until = $state.raw<ReadonlyMap<string, number>>(new Map());

  $effect(() => {
    if (until.size === 0) return;
    const timer = setTimeout(() => {
      until = new Map([...until].filter(([, end]) => end > Date.now()));
    }, 1000);
    return () => clearTimeout(timer);
  });

  return {
    get people() {
      return [...until.keys()];
    },
    started(personId: string): void {
      until = new Map([...until, [personId, Date.now() + LASTS]]);
    },
    stopped(personId: string): void {
      if (until.has(personId)) until = new Map([...until].filter(([id]) => id !== personId));
    },
  };
}
