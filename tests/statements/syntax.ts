import type { Node } from 'libpg-query';

/** The tree of one kind of node, when it is of that kind. */
export type Kinds = Node extends infer N ? (N extends unknown ? keyof N : never) : never;
type Of<K extends Kinds> = Extract<Node, Record<K, unknown>>[K & keyof Extract<Node, Record<K, unknown>>];

export function as<K extends Kinds>(node: Node | undefined, kind: K): Of<K> | undefined {
  return (node as Record<string, unknown> | undefined)?.[kind] as Of<K> | undefined;
}

const words = (nodes: Node[] = []) => nodes.map((node) => as(node, 'String')?.sval ?? '*');

/** `['message', 'id']` for `message.id`; undefined for what is no column. */
export function columnOf(node: Node | undefined): string[] | undefined {
  const column = as(node, 'ColumnRef');
  return column && words(column.fields);
}

/** All conditions that must hold together. */
export function conditionsOf(node: Node | undefined): Node[] {
  const both = as(node, 'BoolExpr');
  if (both?.boolop === 'AND_EXPR') return (both.args ?? []).flatMap(conditionsOf);
  return node ? [node] : [];
}

/** A value that is there before the statement runs. */
export function isValue(node: Node | undefined): boolean {
  const cast = as(node, 'TypeCast');
  if (cast) return isValue(cast.arg);
  return as(node, 'ParamRef') !== undefined || as(node, 'A_Const') !== undefined;
}

/** Pairs of sides that are said to be equal; a list of values on the right stands for any of them. */
export function equalSides(node: Node): [Node, Node[]][] {
  const expression = as(node, 'A_Expr');
  if (!expression?.lexpr || !expression.rexpr || words(expression.name).join() !== '=') return [];
  const { kind, lexpr, rexpr } = expression;
  if (kind === 'AEXPR_OP_ANY') return [[lexpr, [rexpr]]];
  if (kind === 'AEXPR_IN') return pairs(lexpr, as(rexpr, 'List')?.items ?? []);
  return kind === 'AEXPR_OP' ? pairs(lexpr, [rexpr]) : [];
}

/** Rows are compared place by place. */
function pairs(left: Node, rights: Node[]): [Node, Node[]][] {
  const row = as(left, 'RowExpr');
  if (!row) return [[left, rights]];
  return (row.args ?? []).map((side, at) => [side, rights.map((right) => as(right, 'RowExpr')!.args![at]!)]);
}

/** Queries inside an expression, with what they are compared with; queries inside these are not looked for. */
export function queriesInside(part: unknown): { query: Node; compared: Node | undefined }[] {
  if (Array.isArray(part)) return part.flatMap(queriesInside);
  if (typeof part !== 'object' || part === null) return [];
  const link = as(part as Node, 'SubLink');
  if (!link?.subselect) return Object.values(part).flatMap(queriesInside);
  const compared = link.subLinkType === 'ANY_SUBLINK' ? link.testexpr : undefined;
  return [{ query: link.subselect, compared }, ...queriesInside(link.testexpr)];
}
