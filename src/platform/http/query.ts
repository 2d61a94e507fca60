import { z } from 'zod';

interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** Turns flat query parameters into the input that the schema expects: numbers, booleans, and repeated keys as lists. */
export function queryReader(schema: z.ZodType): (query: URLSearchParams) => Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return (query) => {
    const input: Record<string, unknown> = {};
    for (const key of new Set(query.keys())) {
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
      input[key] = hasType(property, 'array')
        ? query.getAll(key).map((text) => fromText(text, property!.items))
        : fromText(query.get(key)!, property);
    }
    return input;
  };
}

function fromText(text: string, property: JsonSchema | undefined): unknown {
  if (hasType(property, 'integer') || hasType(property, 'number'))
    return text.trim() === '' ? text : Number(text);
  if (hasType(property, 'boolean')) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function hasType(schema: JsonSchema | undefined, type: string): boolean {
  if (!schema) return false;
  return [schema.type ?? []].flat().includes(type) || (schema.anyOf ?? []).some((one) => hasType(one, type));
}
