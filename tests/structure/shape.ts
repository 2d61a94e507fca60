import ts from 'typescript';
import { each, type SourceFile } from './files.ts';

/** The value below which `part` of the numbers lie. */
export function percentile(numbers: number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** The lengths in lines of all functions that have a body, each without the functions declared inside it. */
export function functionLengths(files: SourceFile[]): { where: string; lines: number }[] {
  const found: { where: string; lines: number }[] = [];
  for (const { code, path } of files) {
    each(code, (node) => {
      if (hasBody(node)) found.push({ where: `${path}:${firstLine(node)}`, lines: ownLines(node) });
    });
  }
  return found;
}

function ownLines(node: ts.Node): number {
  let inside = 0;
  const subtract = (inner: ts.Node): void => {
    if (inner !== node && (ts.isFunctionDeclaration(inner) || ts.isMethodDeclaration(inner)))
      inside += lineCount(inner);
    else ts.forEachChild(inner, subtract);
  };
  subtract(node);
  return lineCount(node) - inside;
}

const hasBody = (node: ts.Node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

const lineOf = (node: ts.Node, position: number) =>
  node.getSourceFile().getLineAndCharacterOfPosition(position).line + 1;

const firstLine = (node: ts.Node) => lineOf(node, node.getStart());

const lineCount = (node: ts.Node) => lineOf(node, node.getEnd()) - firstLine(node) + 1;

const nothingNames = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'manager',
  'base',
  'types',
]);

/** Files and folders whose names say nothing. */
export function emptyNames(files: SourceFile[]): string[] {
  const parts = (path: string) =>
    path.split('/').flatMap((part) => part.replace(/\.(test\.|d\.)?(ts|svelte)$/, '').split(/[-.]/));
  return files.map(({ path }) => path).filter((path) => parts(path).some((part) => nothingNames.has(part)));
}

/** Default exports, classes that inherit, decorators, state in modules, and notes of unfinished work. */
export function unwantedForms(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = [];
    const add = (node: ts.Node, what: string) =>
      found.push(`${file.path}:${file.code.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
    each(file.code, (node) => {
      if (isDefaultExport(node)) add(node, 'default export');
      if (ts.isHeritageClause(node) && inherits(node)) add(node, 'a class that inherits');
      if (ts.isDecorator(node)) add(node, 'decorator');
      if (ts.isVariableStatement(node) && isModuleState(file, node)) add(node, 'state in a module');
    });
    const unfinished = /(?:\/\/|\/\*|^\s*\*|<!-{2})[^\n]*\b(TODO|FIXME|XXX|HACK)\b/m.exec(file.text);
    return unfinished ? [...found, `${file.path} ${unfinished[1]}`] : found;
  });
}

const isDefaultExport = (node: ts.Node) =>
  ts.isExportAssignment(node) ||
  (ts.isExportSpecifier(node) && node.name.text === 'default') ||
  (ts.isModifier(node) && node.kind === ts.SyntaxKind.DefaultKeyword);

const inherits = (node: ts.HeritageClause) =>
  node.token === ts.SyntaxKind.ExtendsKeyword &&
  ts.isClassLike(node.parent) &&
  node.types[0]?.expression.getText() !== 'Error';

/** Svelte's `let` at the top of a component belongs to that component. */
const isModuleState = (file: SourceFile, node: ts.VariableStatement) =>
  ts.isSourceFile(node.parent) &&
  !file.path.endsWith('.svelte') &&
  !(node.declarationList.flags & ts.NodeFlags.Const) &&
  !isAmbient(node);

const isAmbient = (node: ts.VariableStatement) =>
  node.modifiers?.some((one) => one.kind === ts.SyntaxKind.DeclareKeyword) ?? false;
