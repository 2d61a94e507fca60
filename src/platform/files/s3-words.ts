interface Page {
  files: { key: string; changedAt: number }[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/** One page of a bucket's list (ListObjectsV2). Our keys hold nothing that XML would write otherwise. */
export function readPage(xml: string): Page {
  const files = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, one]) => ({
    key: inside(one!, 'Key') ?? '',
    changedAt: Date.parse(inside(one!, 'LastModified') ?? ''),
  }));
  const next = inside(xml, 'IsTruncated') === 'true' ? inside(xml, 'NextContinuationToken') : null;
  return { files, next: next && plain(next) };
}

/** The code of a refusal, such as `NoSuchBucket`; null where the answer is none of a store's own. */
export const refusalIn = (xml: string): string | null => /<Code>(\w+)<\/Code>/.exec(xml)?.[1] ?? null;

const inside = (xml: string, name: string): string | null =>
  new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? null;

const MARKS: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#34': '"',
  '#39': "'",
};

const plain = (text: string) => text.replace(/&(\w+|#\d+);/g, (whole, mark: string) => MARKS[mark] ?? whole);
