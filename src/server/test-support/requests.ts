import { gzipSync } from 'node:zlib';
import type { Random } from '../demo/random.ts';
import { hostileValue, mangled, stored, valueFor } from './hostile-values.ts';
import type { Operation } from './operations.ts';

/** One request as it is sent. */
export type AttackRequest = {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | undefined;
};

/** An address takes more than this only to be refused. */
const longestQuery = 100_000;

const pathOf = (random: Random, { path }: Operation): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const own = Object.entries(stored).find(([key]) => name.startsWith(key))?.[1];
    const value = own && random.chance(0.6) ? random.pick<string>(own) : hostileValue(random);
    return encodeURIComponent(value) || '-';
  });

const encoded = (random: Random, text: string): string =>
  random.chance(0.03) ? text.replaceAll(/[^!-~]|[#]/g, '') : encodeURIComponent(text);

const queryOf = (random: Random, { query }: Operation, cursors: readonly string[]): string => {
  const parts: string[] = [];
  const add = (name: string, value: string) =>
    parts.push(`${encoded(random, name)}=${encoded(random, value)}`);
  for (let count = random.below(5); count > 0 && query.length > 0; count -= 1) {
    const { name, choices } = random.pick(query);
    for (let times = random.chance(0.1) ? random.pick([2, 5, 60, 1_100]) : 1; times > 0; times -= 1)
      add(name, valueFor(random, name, choices, cursors));
  }
  if (random.chance(0.15))
    add(`${random.pick(['', 'not_'])}x.${random.pick(stored.extra)}`, hostileValue(random));
  if (random.chance(0.03)) add(hostileValue(random), hostileValue(random));
  if (random.chance(0.02)) parts.push(random.pick(['&&&', '=', '%', 'a%', '?', ';a=b', '%F0%9F']));
  while (parts.join('&').length > longestQuery) parts.pop();
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};

const scalar = (random: Random): unknown =>
  random.pick<unknown>([null, true, 0, -1.5, 1e308, '', hostileValue(random), hostileValue(random)]);

const nested = (random: Random): unknown => {
  let value = scalar(random);
  for (let depth = random.pick([1, 3, 20, 99, 101, 3_000]); depth > 0; depth -= 1)
    value = random.chance(0.5) ? [value] : { [random.pick(['a', '__proto__', 'constructor', ''])]: value };
  return value;
};

const eventOf = (random: Random): Record<string, unknown> => {
  const record: [string, unknown][] = [
    ['time', random.pick(['2026-03-30T09:00:00Z', '2026-03-31T08:00:00+02:00', '0001-01-01T00:00:00Z'])],
    ['event_name', random.pick(stored.name)],
    ['result', random.pick(stored.result)],
    ['request_id', random.pick(stored.request)],
    ['session', random.pick(stored.session)],
    ['user_id', random.pick(stored.user)],
    ['upstream_user_id', random.pick(stored.email)],
    ['source_ip', random.pick(stored.address)],
    [random.pick(stored.extra), scalar(random)],
  ];
  const kept = record.filter(() => random.chance(0.85));
  if (random.chance(0.15)) kept.push([random.pick(['time', 'result', 'deep', 'log_type']), nested(random)]);
  const id = random.chance(0.9) ? `e${random.below(2_000)}` : hostileValue(random);
  return {
    unique_id: random.chance(0.97) ? id : scalar(random),
    create_time: '2026-03-30T10:00:00Z',
    event: random.chance(0.95) ? Object.fromEntries(kept) : nested(random),
  };
};

const jsonOf = (random: Random, path: string): string => {
  if (!path.endsWith('/bulk_audit_events'))
    return JSON.stringify(random.pick([{ token: hostileValue(random) }, {}, [], null, 'x', nested(random)]));
  const body: Record<string, unknown> = {
    events: random.chance(0.95)
      ? Array.from({ length: random.below(6) }, () => eventOf(random))
      : nested(random),
    always_respond_with_events: true,
  };
  return JSON.stringify(random.chance(0.95) ? body : nested(random));
};

const bodyOf = (random: Random, path: string) => {
  const json = jsonOf(random, path);
  const text = random.chance(0.8) ? json : mangled(random, json);
  const bytes = random.chance(0.95) ? Buffer.from(text) : Buffer.from(text, 'utf16le');
  const type = random.chance(0.9)
    ? 'application/json'
    : random.pick(['text/plain', 'application/json; charset=x', ';']);
  if (random.chance(0.9)) return { body: bytes, headers: { 'content-type': type } };
  const coding = random.pick(['gzip', 'gzip', 'deflate', 'br', 'identity', 'x']);
  const packed = random.chance(0.7) ? gzipSync(bytes) : bytes;
  return { body: packed, headers: { 'content-type': type, 'content-encoding': coding } };
};

const oddHeaders: readonly Readonly<Record<string, string | string[]>>[] = [
  { accept: 'text/html' },
  { accept: ';;;q=9' },
  { 'accept-encoding': 'x, *;q=0.x' },
  { cookie: 'auth_audit=%E0%A4%A; =;;' },
  { authorization: 'Basic !!!!' },
  { authorization: `Bearer ${'x'.repeat(9_000)}` },
  { origin: 'null' },
  { 'if-none-match': '*' },
  { range: 'bytes=0-1' },
  { 'x-forwarded-for': '1.2.3.4, \u00e9' },
  { 'x-http-method-override': 'DELETE' },
  { upgrade: 'websocket', connection: 'upgrade' },
  { expect: '200-ok' },
  { 'accept-language': ['a', 'b'] },
];

/** Questions that read much are asked less often, or the others would wait for them: how often, of times drawn. */
const seldom: readonly (readonly [RegExp, number])[] = [
  [/findings$|since$/, 0.03],
  [/auth_overview|auth_attempts|auth_users|auth_addresses/, 0.12],
];

const drawOperation = (random: Random, operations: readonly Operation[]): Operation => {
  for (;;) {
    const operation = random.pick(operations);
    const [, often = 1] = seldom.find(([pattern]) => pattern.test(operation.path)) ?? [];
    if (random.chance(often)) return operation;
  }
};

/** Draw one request to a server that answers these operations. @param cursors that were answered before */
export const drawRequest = (
  random: Random,
  operations: readonly Operation[],
  cursors: readonly string[],
): AttackRequest => {
  const operation = drawOperation(random, operations);
  const method = random.chance(0.97)
    ? operation.method
    : random.pick(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE']);
  const path = pathOf(random, operation) + queryOf(random, operation, cursors);
  const sent = operation.hasBody || random.chance(0.02) ? bodyOf(random, operation.path) : undefined;
  return {
    operation,
    method,
    path,
    headers: { ...sent?.headers, ...(random.chance(0.1) ? random.pick(oddHeaders) : {}) },
    body: sent?.body,
  };
};
