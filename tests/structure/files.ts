import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

export type Import = { to: string; typeOnly: boolean; line: number };
export type SourceFile = {
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  code: ts.SourceFile;
};

const left = new Set(['node_modules', '.svelte-kit', 'src/web/words']);

/** All TypeScript and Svelte files of these folders, with paths from the root. */
export function readFiles(root: string, folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => pathsIn(root, folder))
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}

function pathsIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (left.has(path) || left.has(entry.name)) return [];
    if (entry.isDirectory()) return pathsIn(root, path);
    return /\.(ts|svelte)$/.test(entry.name) ? [path] : [];
  });
}

export function sourceFile(path: string, text: string): SourceFile {
  const code = ts.createSourceFile(path, scripts(path, text), ts.ScriptTarget.Latest, true);
  return { path, text, lines: text.trimEnd().split('\n').length, imports: importsOf(path, code), code };
}

/** A Svelte file with all but its scripts blanked, so that line numbers stay. */
function scripts(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return text;
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  let done = 0;
  let result = '';
  for (const match of text.matchAll(/(<script[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + match[1]!.length;
    result += blank(text.slice(done, start)) + match[2];
    done = start + match[2]!.length;
  }
  return result + blank(text.slice(done));
}

function importsOf(path: string, code: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const line = code.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ to: target(path, specifier.text), typeOnly, line });
  };
  each(code, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    }
  });
  return found;
}

/** The path from the root for what is ours, else the name as written. */
function target(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return posix.normalize(specifier.replace(/^(\$lib|#web)\//, 'src/web/'));
}

/** Calls `visit` with every node of a tree, parents first. */
export function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}
