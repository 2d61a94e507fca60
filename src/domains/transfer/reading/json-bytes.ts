/* What a byte can be between the values of a JSON document. Commas and colons are not counted: a missing one harms nobody. */
const BLANK = table(' \n\r\t,:\u00EF\u00BB\u00BF');
const START_OF_WORD = table('-0123456789tfn');
const START_OF_VALUE = table('"[{-0123456789tfn');
const OF_WORD = table('-+.0123456789abcdefghijklmnopqrstuvwxyzE');

export const isBlank = (byte: number): boolean => BLANK[byte] === 1;
export const isStartOfWord = (byte: number): boolean => START_OF_WORD[byte] === 1;
export const isStartOfValue = (byte: number): boolean => START_OF_VALUE[byte] === 1;
export const isOfWord = (byte: number): boolean => OF_WORD[byte] === 1;

function table(characters: string): Uint8Array {
  const flags = new Uint8Array(256);
  for (const byte of Buffer.from(characters, 'latin1')) flags[byte] = 1;
  return flags;
}
