/** `12d 19:40` is twelve days ago at that time of the clock, `2h` and `25m` are as long ago. UTC milliseconds. */
export function ago(when: string, now: number): number {
  const day = /^(\d+)d (\d\d):(\d\d)$/.exec(when);
  if (day) {
    const date = new Date(now);
    date.setDate(date.getDate() - Number(day[1]));
    return date.setHours(Number(day[2]), Number(day[3]), 0, 0);
  }
  const span = /^(\d+)([hm])$/.exec(when);
  if (!span) throw new Error(`"${when}" is no time`);
  return now - Number(span[1]) * (span[2] === 'h' ? 3_600_000 : 60_000);
}

/** `{+3}` in a text is the name of the day three days later, `{+3 es}` the same in Spanish. */
export function withDays(text: string, at: number): string {
  return text.replace(/\{\+(\d+)(?: (\w\w))?\}/g, (_, days: string, language = 'en') =>
    new Intl.DateTimeFormat(language as string, { weekday: 'long' }).format(at + Number(days) * 86_400_000),
  );
}
