import { boundsOf, shapeOf, type Schema } from './shape.ts';

export interface Operation {
  /** `communities.found`, also the anchor on the page. */
  name: string;
  method: 'GET' | 'POST';
  does: string;
  /** Whether strangers may call it. */
  open: boolean;
  upload: boolean;
  fields: { name: string; kind: string; needed: boolean; bounds: string; about: string }[];
  answer: string;
}

export interface Domain {
  name: string;
  operations: Operation[];
}

interface Told {
  operationId: string;
  description: string;
  security?: unknown[];
  parameters?: { name: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: { 200: { content: { 'application/json': { schema: Schema } } } };
}

/** The OpenAPI document as the page lists it: by domain, each in the order declared. */
export function readDocument(document: { paths: Record<string, { get?: Told; post?: Told }> }): Domain[] {
  const operations = Object.values(document.paths).map(({ get, post }) =>
    readOperation((get ?? post)!, get ? 'GET' : 'POST'),
  );
  const byDomain = Map.groupBy(operations, (one) => one.name.split('.')[0]!);
  return [...byDomain].map(([name, found]) => ({ name, operations: found }));
}

function readOperation(told: Told, method: Operation['method']): Operation {
  const [type, body] = Object.entries(told.requestBody?.content ?? {})[0] ?? [];
  return {
    name: told.operationId,
    method,
    does: told.description,
    open: told.security !== undefined,
    upload: type === 'multipart/form-data',
    fields: body
      ? fieldsOf(body.schema)
      : (told.parameters ?? []).map((one) => field(one.name, one.schema, one.required)),
    answer: shapeOf(told.responses[200].content['application/json'].schema),
  };
}

function fieldsOf({ properties, required }: Schema): Operation['fields'] {
  const needed = new Set(required);
  return Object.entries(properties ?? {}).map(([name, schema]) => field(name, schema, needed.has(name)));
}

const field = (name: string, schema: Schema, needed: boolean) => ({
  name,
  kind: shapeOf(schema),
  needed,
  bounds: boundsOf(schema),
  about: schema.description ?? '',
});
