import type { Import, SourceFile } from './files.ts';

/** Who may use whom: for each domain, the domains whose doors it may use. */
export type Levels = Map<string, Set<string>>;

/** Reads the table of ARCHITECTURE.md: `| level | domains in backticks | "platform only", "all", or levels |`. */
export function readLevels(markdown: string): Levels {
  const rows = [...markdown.matchAll(/^\| *(\d+) *\|([^|]*)\|([^|]*)\|/gm)].map(
    ([, level, domains, uses]) => ({
      level: Number(level),
      domains: [...domains!.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]!),
      uses: uses!,
    }),
  );
  const allowed = (row: (typeof rows)[number]) => {
    const levels = names(row.uses);
    const below = rows.filter((other) =>
      row.uses.includes('all') ? other !== row : levels.has(other.level),
    );
    return below.flatMap((other) => other.domains);
  };
  return new Map(rows.flatMap((row) => row.domains.map((domain) => [domain, new Set(allowed(row))])));
}

/** '0, 2-4' names 0, 2, 3 and 4. */
function names(uses: string): Set<number> {
  const ranges = [...uses.matchAll(/(\d+)(?:-(\d+))?/g)].map(
    ([, from, to]) => [Number(from), Number(to ?? from)] as const,
  );
  return new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, n) => from + n)));
}

/** What breaks "platform <- domains <- web, cli <- main", the doors, or the table of levels. */
export function wrongArrows(files: SourceFile[], levels: Levels): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((used) => /^(src|tests|bench|migrations)\//.test(used.to))
      .flatMap((used) => {
        const wrong = wrongArrow(file.path, used, levels);
        return wrong ? [`${file.path}:${used.line} imports ${used.to}: ${wrong}`] : [];
      }),
  );
}

type Place = { path: string; layer: string; domain?: string };
type Rule = { says: string; broken: (from: Place, to: Place, typeOnly: boolean, levels: Levels) => boolean };

const rules: Rule[] = [
  {
    says: 'only doors (index.ts) cross folders',
    broken: (from, to) =>
      to.domain !== undefined &&
      to.domain !== from.domain &&
      !isDoor(to.path) &&
      !(isTest(from.path) && to.path.endsWith('/scene.ts')),
  },
  { says: 'nothing but tests uses tests', broken: (from, to) => !isTest(from.path) && isTest(to.path) },
  { says: 'migrations import nothing', broken: (from) => from.layer === 'migrations' && !isTest(from.path) },
  {
    says: 'the platform knows nothing but itself',
    broken: (from, to) => from.layer === 'platform' && to.layer !== 'platform' && !isTest(from.path),
  },
  {
    says: 'a domain uses only the platform and doors of other domains',
    broken: (from, to) =>
      from.domain !== undefined && !to.domain && to.layer !== 'platform' && !isTest(from.path),
  },
  {
    says: 'the table does not let this domain use that one',
    broken: (from, to, _, levels) =>
      from.domain !== undefined &&
      to.domain !== undefined &&
      from.domain !== to.domain &&
      !isTest(from.path) &&
      !levels.get(from.domain)?.has(to.domain),
  },
  {
    says: 'the web uses only types of the server',
    broken: (from, to, typeOnly) =>
      from.layer === 'web' &&
      to.layer !== 'web' &&
      !typeOnly &&
      !forBrowsers.has(to.path) &&
      !isTest(from.path),
  },
  {
    says: 'only main serves the web',
    broken: (from, to) =>
      to.layer === 'web' && from.layer !== 'web' && from.path !== 'src/main.ts' && !isTest(from.path),
  },
];

function wrongArrow(from: string, { to, typeOnly }: Import, levels: Levels): string | undefined {
  return rules.find(({ broken }) => broken(place(from), place(to), typeOnly, levels))?.says;
}

/** A domain's `scene.ts` sets the stage for its tests. */
const isTest = (path: string) => /\.test\.ts$|\/scene\.ts$|^tests\/|^bench\//.test(path);

/** Pure files of the platform that a browser runs as well. */
const forBrowsers = new Set(
  'blank cut errors ids plain-line'.split(' ').map((name) => `src/platform/${name}.ts`),
);

function place(path: string): Place {
  const [top, layer = '', domain] = path.split('/');
  if (top !== 'src') return { path, layer: top! };
  return layer === 'domains' ? { path, layer, domain: domain! } : { path, layer };
}

const isDoor = (path: string) => /^src\/domains\/[a-z-]+\/index\.ts$/.test(path);

/** Circles among imports that stay at run time, each as the path around. */
export function circles(files: SourceFile[]): string[] {
  const graph = new Map(
    files.map((file) => [file.path, file.imports.filter((used) => !used.typeOnly).map((used) => used.to)]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || !graph.has(path)) return;
    done.add(path);
    for (const next of graph.get(path)!) walk(next, [...trail, path]);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}
