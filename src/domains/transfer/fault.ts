export const ZIPPED = 'it is a zip; unpack it and bring what is in it';
export const OF_WINDOWS = 'from here on it is not UTF-8, and was read as Windows-1252';
export const DAMAGED = 'it is not all UTF-8; what is not stands as \uFFFD';

/** What can be wrong with a place in an archive, in a sentence, by a code that pages have their own words for. */
const sentences = {
  'no-export': 'this is no export of a Discord channel',
  'no-message-id': 'a message without an id',
  'no-message-time': 'a message without a usable time',
  'no-comment-id': 'a comment without an id',
  'no-comment-thread': 'a comment that does not say to which submission it belongs',
  'no-comment-time': 'a comment without a usable time',
  'no-submission-id': 'a submission without an id',
  'no-submission-time': 'a submission without a usable time',
  'neither-kind': 'neither a submission nor a comment',
  'no-entry': 'this is no entry',
  'no-json': 'this is not JSON',
  'no-json-line': 'the line is not JSON',
  'long-line': 'the line is too long',
  'too-deep': 'it is nested too deeply',
  'long-piece': 'it is too long',
  brackets: 'a bracket is missing or one too many',
  'broken-name': 'a name is broken',
  broken: 'it is broken',
  'of-windows': OF_WINDOWS,
  damaged: DAMAGED,
  'cut-off': 'the file ends in the middle of it',
  zip: `the file cannot be read: ${ZIPPED}`,
  'gave-up': 'too much is broken; the rest of the file was left out',
} as const;

/** Why something did not come in, or not whole. */
export type Why =
  | (typeof sentences)[keyof typeof sentences]
  | `${string} was too long and was cut`
  | `the file cannot be read: ${string}`;

export type Fault = keyof typeof sentences | 'cut' | 'unreadable';

const codes = new Map(
  Object.entries(sentences).map(([code, sentence]) => [sentence as string, code as Fault]),
);

export function faultOf(why: string): Fault {
  const code = codes.get(why);
  if (code) return code;
  return why.startsWith('the file cannot be read') ? 'unreadable' : 'cut';
}
