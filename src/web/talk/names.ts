const MENTION = /(?<![\p{L}\p{N}@/])@([a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?)/gu;

/** Whether a text is addressed to the person with this handle. */
export function names(body: string, handle: string): boolean {
  return [...body.toLowerCase().matchAll(MENTION)].some((match) => match[1] === handle);
}
