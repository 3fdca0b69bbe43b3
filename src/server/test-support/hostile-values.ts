import type { Random } from '../demo/random.ts';

/** Values that are in the store which is attacked, so that what is asked is often found. */
export const stored = {
  user: ['u1', 'u2', '__proto__', 'constructor', 'ü/?#%', '\uFEFFu'],
  email: ['ann@example.org', 'Bob@Example.org'],
  session: ['s1', 's2', 'toString'],
  request: ['r1', 'r2', 'r3', '..', 'a b', '%2e', 'r\u0000r'],
  address: ['192.0.2.1', '2001:db8::1', 'host'],
  name: ['Token', 'MFA Challenge', 'Policy Evaluation', 'login', ''],
  result: ['Success', 'Failure', 'Denied', 'other', 'missing', '__proto__', ''],
  extra: ['a', 'constructor', 'b/c', 'd~e', '0', '$', 'x.y'],
} as const;

const times = ['now', 'today', 'yesterday', '-15d', '-2h', 'now-1day', '2026-03-31', '2026-03-30T09:00:00Z'];
const oddTimes = [
  '-9999999d',
  '0001-01-01',
  '9999-12-31T23:59:59.999999Z',
  '10000-01-01',
  '2026-02-30',
  '-1',
  'T',
  '+',
];

const odd = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '999999999',
  '9999999999999999999999',
  '0x10',
  'NaN',
  'null',
  'true',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '../../etc/passwd',
  "'; DROP TABLE events; --",
  '"',
  '\\',
  '%',
  '%00',
  '\u0000',
  '\r\nX-Injected: 1',
  '\uFEFF',
  '\u202Eabc',
  '\uD83D\uDE00',
  'e\u0301',
  'ß',
  'İ',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '$1',
  '?',
  '&a=b',
  '[]',
  '{}',
  '*',
  '.*',
  '(a+)+$',
  'x.',
  'x.a',
  'not_x.a',
  'not_',
];

const long = (random: Random): string =>
  random.pick(['x', 'é', '😀', '%', "'", '..', '\t']).repeat(random.pick([100, 5_000, 20_000]));

/** Text of any characters, halves of pairs left out: no address can hold them. */
const anyText = (random: Random): string =>
  Array.from({ length: random.below(12) }, () =>
    String.fromCodePoint(
      random.pick([random.below(0x80), random.below(0xd800), 0x10000 + random.below(0xfffff)]),
    ),
  ).join('');

/** A value of any kind: one that is stored, a time, one that somebody would try, a long one, or none of these. */
export const hostileValue = (random: Random): string => {
  const kind = random.unit();
  if (kind < 0.4) return random.pick(Object.values(stored).flat());
  if (kind < 0.5) return random.pick([...times, ...oddTimes]);
  if (kind < 0.85) return random.pick(odd);
  return kind < 0.9 ? long(random) : anyText(random);
};

/** A value for a parameter of this name, sensible more often than not, so that the question behind it is reached. */
export const valueFor = (
  random: Random,
  name: string,
  choices: readonly string[],
  cursors: readonly string[],
): string => {
  if (random.chance(0.1)) return hostileValue(random);
  if (choices.length > 0) return random.pick(choices);
  if (name.startsWith('dt_') || name === 'at') return random.pick(random.chance(0.8) ? times : oddTimes);
  if (name === 'tz') return random.pick(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Nowhere/City']);
  if (name === 'page_at_id' && cursors.length > 0) return mangled(random, random.pick(cursors));
  if (name === 'limit' || name === 'buckets' || /^(min|max)_/.test(name)) return String(random.below(600));
  if (name === 'property' || name === 'by' || name === 'columns' || name === 'missing')
    return random.pick([
      'result',
      'event_name',
      'user_id',
      'source_ip',
      'outcome',
      'email',
      'time',
      'x.a',
      'x.b/c',
    ]);
  if (name === 'expand') return random.pick(['emails', 'event_ids', 'step_titles,emails']);
  return random.pick(Object.values(stored).flat());
};

/** A text as it is, or with some of it changed, cut or doubled. */
export const mangled = (random: Random, text: string): string => {
  if (random.chance(0.5)) return text;
  const [from, to] = [random.below(text.length + 1), random.below(text.length + 1)].toSorted((a, b) => a - b);
  const middle = random.pick(['', text.slice(from, to).repeat(2), random.pick(odd), anyText(random)]);
  return text.slice(0, from) + middle + text.slice(to);
};
