/** As much of a JSON Schema as the document of the API uses. */
export interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

/** A schema as one reads it: `{ id: uuid, role: "host" | "member", next: string | null }`, broken into lines where long. */
export function shapeOf(schema: Schema, indent = ''): string {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map((one) => shapeOf(one, indent)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const types = [schema.type ?? []].flat();
  if (types.length > 1) return types.map((type) => shapeOf({ ...schema, type }, indent)).join(' | ');
  return plain(schema, types[0], indent);
}

const WIDE = 90;

function plain(schema: Schema, type: string | undefined, indent: string): string {
  if (type === 'array') return listOf(shapeOf(schema.items ?? {}, indent));
  if (type === 'object') return objectOf(schema, indent);
  if (type === 'string')
    return { uuid: 'uuid', binary: 'file', email: 'email' }[schema.format ?? ''] ?? 'string';
  return type ?? 'anything';
}

const listOf = (item: string) => (/^[\w ]+$|}$/.test(item) ? `${item}[]` : `(${item})[]`);

function objectOf({ properties, additionalProperties, required }: Schema, indent: string): string {
  if (!properties) {
    return typeof additionalProperties === 'object'
      ? `{ [name]: ${shapeOf(additionalProperties, indent)} }`
      : '{}';
  }
  const needed = new Set(required);
  const inner = `${indent}  `;
  const parts = Object.entries(properties).map(
    ([name, one]) => `${name}${needed.has(name) ? '' : '?'}: ${shapeOf(one, inner)}`,
  );
  if (parts.length === 0) return '{}';
  const line = `{ ${parts.join(', ')} }`;
  return line.includes('\n') || indent.length + line.length > WIDE
    ? `{\n${parts.map((part) => `${inner}${part}`).join('\n')}\n${indent}}`
    : line;
}

/** What a field may be besides its kind, in signs that need no translation: `2–60`, `= 150`. */
export function boundsOf(schema: Schema): string {
  const { minimum, maximum, minLength, maxLength } = schema;
  const range = [minimum ?? minLength, maximum ?? maxLength];
  const real = range.map((bound) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : '',
  );
  const bounds = real.some((bound) => bound !== '') ? real.join('–') : '';
  const usual = schema.default === undefined ? '' : `= ${JSON.stringify(schema.default)}`;
  return [bounds, usual].filter(Boolean).join(', ');
}
