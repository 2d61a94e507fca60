import ts from 'typescript';
import { each, type SourceFile } from './files.ts';

/** Which folder owns each table, from the interface `Tables` that every `tables.ts` adds to. */
export function tableOwners(files: SourceFile[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const file of files.filter(({ path }) => path.endsWith('/tables.ts'))) {
    each(file.code, (node) => {
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'Tables') return;
      for (const member of node.members) {
        const table =
          member.name && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
            ? member.name.text
            : '';
        owners.set(table, [...(owners.get(table) ?? []), owner(file.path)]);
      }
    });
  }
  return owners;
}

const owner = (path: string) => /^src\/(domains\/[a-z-]+|platform)\//.exec(path)?.[1] ?? path;

/** Tables with two owners, and SQL that touches another domain's table, but for reads in the files `readModels`. */
export function foreignSql(files: SourceFile[], readModels: Set<string>): string[] {
  const owners = tableOwners(files);
  const shared = [...owners]
    .filter(([, folders]) => folders.length > 1)
    .map(([table, folders]) => `${table} is owned by ${folders.join(' and ')}`);
  const foreign = files
    .filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
    .flatMap((file) => tablesUsed(file).map((use) => ({ ...use, file })))
    .filter(({ table, file, how }) => {
      if (how === 'reads' && readModels.has(file.path)) return false;
      const [folder] = owners.get(table) ?? [];
      return folder !== undefined && folder !== 'platform' && folder !== owner(file.path);
    })
    .map(
      ({ table, line, how, file }) =>
        `${file.path}:${line} ${how} ${table}, which ${owners.get(table)![0]} owns`,
    );
  return [...shared, ...foreign];
}

type Use = { table: string; line: number; how: 'writes' | 'reads' };

const writes = new Set(['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto']);
const reads = new Set(['selectFrom', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'using', 'from']);

function tablesUsed(file: SourceFile): Use[] {
  const found: Use[] = [];
  const add = (node: ts.Node, table: string, how: Use['how']) =>
    found.push({ table, how, line: file.code.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  each(file.code, (node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const name = node.expression.name.text;
      const how = writes.has(name) ? 'writes' : reads.has(name) ? 'reads' : undefined;
      if (how) for (const text of literals(node.arguments[0])) add(node, text.split(' ')[0]!, how);
    } else if (ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText())) {
      const text = node.template.getText();
      for (const match of text.matchAll(/\b(?:insert into|update|delete from)\s+"?([a-z_]+)/gi))
        add(node, match[1]!, 'writes');
      for (const match of text.matchAll(/\b(?:(?<!delete )from|join)\s+"?([a-z_]+)/gi))
        add(node, match[1]!, 'reads');
    }
  });
  return found;
}

function literals(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  return ts.isArrayLiteralExpression(node) ? node.elements.flatMap(literals) : [];
}
