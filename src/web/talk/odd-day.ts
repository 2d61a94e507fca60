/** Whether a search line has a day that cannot be read as one, so that it was looked for as a word. */
export const hasOddDay = (line: string): boolean =>
  [...line.matchAll(/(?:^|\s)(?:before|after):(\S+)/gi)].some(
    ([, day]) => !/^\d{4}-\d\d-\d\d$/.test(day!) || Number.isNaN(Date.parse(`${day!}T00:00:00Z`)),
  );
