import ts from 'typescript';
import { each, type SourceFile } from './files.ts';

/** Files that declare a verb without a test beside them, or a read that neither such a test nor `queries.test.ts` calls. */
export function untestedVerbs(files: SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files.flatMap((file) => {
    if (/\.test\.ts$|\/scene\.ts$/.test(file.path)) return [];
    const beside = byPath.get(file.path.replace(/\.ts$/, '.test.ts'));
    const queries = byPath.get(file.path.replace(/[^/]+$/, 'queries.test.ts'));
    return declaredIn(file).flatMap(({ name, kind }) => {
      const tests = kind === 'verb' ? [beside] : [beside, queries];
      if (tests.some((test) => test?.text.includes(`'${name}'`))) return [];
      return [
        `${file.path}: ${name} has no test that calls it in ${kind === 'verb' ? 'a test beside it' : 'a test beside it or queries.test.ts'}`,
      ];
    });
  });
}

/** The names that calls of `verb(` and `read(` from platform/act declare. */
function declaredIn(file: SourceFile): { name: string; kind: 'verb' | 'read' }[] {
  if (!file.imports.some(({ to, typeOnly }) => to === 'src/platform/act.ts' && !typeOnly)) return [];
  const found: { name: string; kind: 'verb' | 'read' }[] = [];
  each(file.code, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    const kind = node.expression.text;
    const given = node.arguments[0];
    if ((kind !== 'verb' && kind !== 'read') || !given || !ts.isObjectLiteralExpression(given)) return;
    const name = given.properties.find((property) => property.name?.getText() === 'name');
    if (name && ts.isPropertyAssignment(name) && ts.isStringLiteral(name.initializer))
      found.push({ name: name.initializer.text, kind });
  });
  return found;
}

/** What a domain's door exports without a comment where it is defined. */
export function undocumentedDoors(files: SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => /^src\/domains\/[a-z-]+\/index\.ts$/.test(path))
    .flatMap((door) =>
      door.code.statements.flatMap((statement) => {
        if (!ts.isExportDeclaration(statement))
          return documented(statement) ? [] : [`${door.path}: ${firstLine(statement)}`];
        const from =
          statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)
            ? statement.moduleSpecifier.text
            : '';
        const source = byPath.get(door.path.replace('index.ts', from.replace('./', '')));
        if (!source) return [];
        const names =
          statement.exportClause && ts.isNamedExports(statement.exportClause)
            ? statement.exportClause.elements.map((one) => (one.propertyName ?? one.name).text)
            : [];
        return names.filter((name) => !isDocumented(source, name)).map((name) => `${source.path}: ${name}`);
      }),
    );
}

function isDocumented(file: SourceFile, name: string): boolean {
  const defined = file.code.statements.find((statement) => names(statement).includes(name));
  if (!defined) return false;
  const schema = /^export type \w+ = z\.(?:infer|output|input)<typeof (\w+)>/.exec(defined.getText())?.[1];
  return documented(defined) || (schema !== undefined && isDocumented(file, schema));
}

function names(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((one) => one.name.getText());
  const { name } = statement as ts.Statement & { name?: ts.Identifier };
  return name ? [name.text] : [];
}

/** A verb says what it does to the API page, which is its comment. */
function documented(statement: ts.Statement): boolean {
  const exported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
  return (
    !exported ||
    ts.getJSDocCommentsAndTags(statement).length > 0 ||
    /\b(verb|read)\(\{[\s\S]*\bdoes:/.test(statement.getText())
  );
}

const firstLine = (statement: ts.Statement) => statement.getText().split('\n')[0]!;
