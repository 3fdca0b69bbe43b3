import type { FieldName } from '../../../contract/fields.ts';

/** What tickets, logs and JSON call what they hold; the longer name before one that it ends with. */
const names: readonly (readonly [words: string, property: FieldName | undefined])[] = [
  ['upstream user id', 'upstream_user_id'],
  ['login org id', 'login_org_id'],
  ['request id', 'request_id'],
  ['attempt id', 'request_id'],
  ['session id', 'session'],
  ['client id', 'client_id'],
  ['trace id', 'trace_id'],
  ['token id', 'token_id'],
  ['user id', 'user_id'],
  ['org id', 'org_id'],
  ['source ip', 'source_ip'],
  ['remote addr', 'source_ip'],
  ['client ip', 'source_ip'],
  ['attempt', 'request_id'],
  ['session', 'session'],
  ['trace', 'trace_id'],
  ['ip', 'source_ip'],
  ['correlation id', undefined],
  ['id', undefined],
];

const pattern = names.map(([words]) => words.replaceAll(' ', String.raw`[\s_.-]*`)).join('|');

// a name, `:` or `=`, and a value: in quotes as JSON has it, or up to what ends a word
const named = new RegExp(
  String.raw`(?<![a-z0-9])(${pattern})["']?\s*[:=]\s*(?:"((?:[^"\\\n]|\\.){1,2000})"|'([^'\n]{1,2000})'|([^\s"'\`,;&<>(){}[\]|]{1,2000}))`,
  'gi',
);

/** An id that is named in a text, and the property that the name is of, where it is of one. */
type NamedId = { readonly property: FieldName | undefined; readonly value: string };

// looked at before it is parsed: a long text may hold thousands that are none, and each error would take its time
const ofJson = /^(?:[^\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*$/u;

/** What stands in quotes; as it stands, where they are not those of JSON. */
const unquoted = (text: string): string => (ofJson.test(text) ? String(JSON.parse(`"${text}"`)) : text);

const key = (name: string): string => name.toLowerCase().replaceAll(/[\s_.-]/g, '');
const properties = new Map(names.map(([words, property]) => [key(words), property]));

/** The ids that a text names: `Request ID: …`, `request_id=…`, `"request_id":"…"`. */
export const namedIds = (text: string): NamedId[] =>
  [...text.matchAll(named)].map(([, name = '', json, quoted, bare]) => ({
    property: properties.get(key(name)),
    value: json === undefined ? (quoted ?? (bare ?? '').replace(/[.:!?]+$/, '')) : unquoted(json),
  }));
