import { microsPerSecond, msOfMicros, parseInstant } from '../../contract/instant.ts';
import type { TextParams } from '../../contract/outcome.ts';
import type { Text } from './end-texts.ts';
import { type NoteCode, failedTries, frames, noteTexts, unrecorded } from './frames.ts';

/** What a text is filled from: only what was recorded. */
type Params = Readonly<TextParams>;

/** As much of a value as a sentence can hold, in characters; whole it stands beside the sentence. */
const longest = 120;

/** A value as a sentence or a line can hold it: its beginning, when it is long. */
export const brief = (value: string, characters = longest): string =>
  value.length <= characters
    ? value
    : `${value
        .slice(0, characters - 1)
        .replace(/\p{Surrogate}$/u, '') // half of a character
        .trimEnd()}…`;

const textIn = (params: Params, name: string): string | undefined =>
  params[name] === undefined ? undefined : brief(String(params[name]));

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as people write it, in a zone and with its name: “09:14 UTC on 21 Nov 2026”. */
const whenOf = (instant: string, zone: string): string => {
  const micros = parseInstant(instant);
  if (micros === undefined) return instant;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZoneName: 'short',
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(
    format.formatToParts(msOfMicros(micros)).map(({ type, value }) => [type, value]),
  );
  return `${part['hour']}:${part['minute']} ${part['timeZoneName']} on ${part['day']} ${part['month']} ${part['year']}`;
};

/** A length of time in its largest units: “4 min 12 s”, “2 h”, “40 ms”. */
export const lengthOf = (micros: bigint): string => {
  if (micros < microsPerSecond) return `${Number(micros / 1_000n)} ms`;
  const seconds = Number((micros + microsPerSecond / 2n) / microsPerSecond);
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
};

const idpName = (idp: string | undefined): string =>
  (idp === 'local' ? unrecorded['localIdp'] : idp) ?? unrecorded['idp'] ?? '';

const filled = (template: string, valueOf: (name: string) => string | undefined): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name) ?? unrecorded[name] ?? '');

const fill = (template: string, values: Params): string => filled(template, (name) => textIn(values, name));

/** Whether a text begins with a recorded value, which is shown verbatim. */
const beginsVerbatim = (template: string, params: Params): boolean => {
  const [, name = ''] = /^\{(\w+)\}/.exec(template) ?? [];
  if (name === 'who') return params['who'] !== undefined && params['service'] !== true;
  return params[name] !== undefined && !(name === 'idp' && params['idp'] === 'local');
};

/**
 * Fills texts from params; a value that was not recorded is called so. Texts begin with a capital, unless they
 * begin with a recorded value.
 */
export const writer = (params: Params, zone: string) => {
  const nobody = (params['ip'] === undefined ? unrecorded['who'] : unrecorded['whoAt']) ?? '';
  const who = textIn(params, 'who') ?? fill(nobody, params);
  // made when a text asks for them: writing a time out is slow, and most texts have none
  const made: Readonly<Record<string, () => string>> = {
    who: () => (params['service'] === true ? fill(unrecorded['service'] ?? '', { who }) : who),
    idp: () => idpName(textIn(params, 'idp')),
    time: () => whenOf(textIn(params, 'time') ?? '', zone),
    when: () => whenOf(textIn(params, 'start') ?? '', zone),
    failed_tries: () => triesOf(params),
  };
  return (template: string, more: Params = {}): string => {
    const text = filled(template, (name) => textIn(more, name) ?? made[name]?.() ?? textIn(params, name));
    return beginsVerbatim(template, params) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
  };
};

export type Write = ReturnType<typeof writer>;

const triesOf = (params: Params): string => {
  const { failures: n = 0, failed_at: at, failed_with: result } = params;
  const isCode = at === 'MFA Challenge' && result === 'Failure';
  const forms = isCode
    ? failedTries['refused code']
    : at === 'MFA Challenge' || at === 'Identity Provider Authentication'
      ? failedTries[at]
      : failedTries.any;
  return fill(n === 1 ? forms[0] : forms[1], { n, idp: idpName(textIn(params, 'idp')) });
};

type Opening = 'signed_in' | 'kept_out' | 'in_progress' | 'did_not_finish' | 'renewed' | 'not_renewed';

/** The opening sentence, `wait` telling who is waited for; without an application when none was recorded. */
export const opening = (write: Write, frame: Opening, params: Params, wait = ''): string => {
  const whole = frames[frame].replace('{wait}', wait);
  return write(params['application'] === undefined ? whole.replace(frames.toApplication, '') : whole);
};

/** A note in words. */
export const noteOf = (code: NoteCode, params: Params) => ({
  code,
  params: { ...params },
  text: fill(noteTexts[code], params),
});

export const reasonOf = (text: Text, params: Params): string | undefined =>
  params['confirmed'] === true ? (text.confirmed ?? text.reason) : text.reason;
