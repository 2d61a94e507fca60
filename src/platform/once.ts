/** A list as it was written, with what is said again left out; capitals make no difference. */
export function once(words: string[]): string[] {
  const said = new Set<string>();
  return words.filter((word) => {
    const plain = word.toLowerCase();
    return !said.has(plain) && said.add(plain);
  });
}
