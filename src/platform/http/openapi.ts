import { z } from 'zod';
import type { AnyRead, AnyVerb } from '../act.ts';

type Json = Record<string, unknown>;

const PROBLEMS: Record<string, string> = {
  401: 'Sign in first.',
  403: 'Refused, with the reason.',
  404: 'There is nothing here that you can see.',
  405: 'Called with the wrong method; `Allow` says with which.',
  409: 'It clashes with what is there.',
  413: 'Larger than this installation takes.',
  415: 'Neither JSON nor, for an upload, a form.',
  422: 'The input is not usable; `field` says which part.',
  429: 'Too much at once; `Retry-After` says when to try again.',
  503: 'Not possible just now.',
};

export interface Described {
  declared: readonly (AnyVerb | AnyRead)[];
  /** What each part of the house is about, by the name before the dot. */
  subjects: Record<string, string>;
  version: string;
  /** Null where it is not fixed: then the document speaks of wherever it was got from. */
  origin: string | null;
}

/** The OpenAPI 3.1 document of all verbs and reads, made from the schemas that validate them. */
export function openApi({ declared, subjects, version, origin }: Described): Json {
  const paths: Record<string, Json> = {};
  for (const one of declared)
    paths[`/api/v1/${one.name}`] = { [one.change ? 'post' : 'get']: operation(one) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kith',
      version,
      summary: 'Everything that the pages of this house can do.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin ?? '/' }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(declared.map(domainOf))].map((name) => ({ name, description: subjects[name] })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal token, made in the settings.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: `${origin?.startsWith('https:') ? '__Host-' : ''}kith.session_token`,
          description: 'Set by signing in. Changes must then come from a page of this very house.',
        },
      },
      schemas: { Problem: problemSchema },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, text]) => [`p${status}`, problem(text, status === '429')]),
      ),
    },
  };
}

const domainOf = (one: AnyVerb | AnyRead) => one.name.split('.')[0]!;

function operation(one: AnyVerb | AnyRead): Json {
  const [, rest] = one.name.split('.');
  return {
    operationId: one.name,
    tags: [domainOf(one)],
    summary: rest!.replaceAll('-', ' '),
    description: one.does,
    ...(one.who === 'anyone' ? { security: [{}, { token: [] }, { session: [] }] } : {}),
    ...(one.change ? { requestBody: requestBody(one) } : { parameters: parameters(one) }),
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: jsonSchema(one.output, 'output') } },
      },
      ...Object.fromEntries(
        Object.keys(PROBLEMS).map((status) => [status, { $ref: `#/components/responses/p${status}` }]),
      ),
    },
  };
}

function requestBody(one: AnyVerb | AnyRead): Json {
  const schema = jsonSchema(one.input, 'input');
  if (!one.upload) return { required: true, content: { 'application/json': { schema } } };
  const properties = { ...(schema.properties as Json), content: { type: 'string', format: 'binary' } };
  const required = ((schema.required as string[] | undefined) ?? []).filter((name) => !ofTheFile.has(name));
  return {
    required: true,
    content: { 'multipart/form-data': { schema: { ...schema, properties, required } } },
  };
}

/** A form's file part says these by itself. */
const ofTheFile = new Set(['name', 'mime']);

function parameters(one: AnyVerb | AnyRead): Json[] {
  const schema = jsonSchema(one.input, 'input');
  const required = new Set((schema.required as string[] | undefined) ?? []);
  return Object.entries((schema.properties as Record<string, Json> | undefined) ?? {}).map(
    ([name, property]) => ({
      name,
      in: 'query',
      required: required.has(name),
      schema: property,
    }),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'reason'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, in a sentence.' },
    reason: { type: 'string', description: 'A stable code.' },
    field: { type: 'string', description: 'Which of what was sent is not as it should be.' },
    wrong: {
      type: 'object',
      description: 'In which way it is wrong.',
      required: ['how'],
      properties: {
        how: { type: 'string', description: 'A stable code, such as too-long.' },
        limit: { type: 'number', description: 'The least or the most that is allowed.' },
      },
    },
    retryAfter: { type: 'integer', description: 'Seconds.' },
    requestId: { type: 'string', description: 'By which the log speaks of this request.' },
  },
};

const problem = (description: string, later: boolean) => ({
  description,
  ...(later ? { headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } } } : {}),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
