import { z } from 'zod';

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  schema: z.unknown(),
});

const operationSchema = z.object({
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
});

const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** What can be asked of a server, as its `/openapi.json` tells. */
export type Operation = {
  readonly method: string;
  /** With `{name}` for what is filled in. */
  readonly path: string;
  readonly query: readonly { readonly name: string; readonly choices: readonly string[] }[];
  readonly hasBody: boolean;
  /** Statuses that are documented. */
  readonly statuses: readonly number[];
};

/** Values that a schema names: of enumerations, wherever in it they are. */
const choicesOf = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === 'enum' && Array.isArray(value) ? value.map(String) : choicesOf(value),
  );
};

/** Every operation of an OpenAPI document. */
export const operationsOf = (document: unknown): readonly Operation[] =>
  Object.entries(documentSchema.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => ({
      method: method.toUpperCase(),
      path,
      query: parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => ({ name, choices: choicesOf(schema) })),
      hasBody: requestBody !== undefined,
      statuses: Object.keys(responses).map(Number),
    })),
  );
