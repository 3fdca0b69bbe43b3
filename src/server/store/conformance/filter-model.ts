import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { writeJson } from '../../../contract/exact-number.ts';
import { fieldNamed, fields } from '../../../contract/fields.ts';
import type { Filters } from '../../../contract/filters.ts';
import type { AuditRecord } from '../../../contract/record.ts';

/*
 * What filters mean, in the plainest code: none of it is the product's, so that it can be held against it.
 */

/** The value of a property as text, or undefined when the record lacks it or says nothing there. */
export const textOf = (record: AuditRecord, property: string): string | undefined =>
  valueOf(record, property) || undefined;

const valueOf = (record: AuditRecord, property: string): string | undefined => {
  if (property === 'step') return record.event_name || record.stage;
  if (property === 'step_result') return record.result || record.event;
  if (fieldNamed(property)) return record[property] as string | undefined;
  const name = property.slice(2);
  if (!Object.hasOwn(record, name)) return undefined;
  const value = record[name];
  return typeof value === 'string' ? value : writeJson(value);
};

/** A text in which only its case is gone: letter by letter to capitals and back. */
export const withoutCase = (text: string): string =>
  Array.from(text, (letter) =>
    letter === 'ı' ? letter : letter.toLowerCase().toUpperCase().toLowerCase(),
  ).join('');

/** Whether a text has the shape of an address: one @ with something on either side, and nothing that parts words. */
export const isEmailShaped = (text: string | undefined): text is string => {
  const parts = (text ?? '').split('@');
  return (
    text !== undefined &&
    parts.length === 2 &&
    parts.every((part) => part !== '' && !/[\t-\r \uFDD0\uFEFF]/.test(part)) &&
    new TextEncoder().encode(text).length <= 512
  );
};

/** Whether a text is an address in one of the values that are networks: as Node tells, and IPv4 as what it stands for. */
export const isInAny = (text: string, values: readonly string[]): boolean => {
  const mapped = new BlockList();
  mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
  const isMapped = (address: string) => isIPv6(address) && mapped.check(address, 'ipv6');
  if (text.includes('%') || !(isIPv4(text) || isIPv6(text))) return false;
  return values.some((value) => {
    const [address = '', bits = '', ...more] = value.split('/');
    if (more.length > 0 || !/^(0|[1-9][0-9]*)$/.test(bits) || address.includes('%')) return false;
    const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
    if (Number(bits) > most) return false;
    const isWide = most === 128 && (Number(bits) < 96 || !isMapped(address));
    const isOfIpv4 = isIPv4(text) || isMapped(text);
    if (isWide && isOfIpv4) return false;
    const network = new BlockList();
    const inSix = (each: string) => (isIPv4(each) ? `::ffff:${each}` : each);
    network.addSubnet(inSix(address), Number(bits) + (most === 32 ? 96 : 0), 'ipv6');
    return network.check(inSix(text), 'ipv6');
  });
};

/** The same filters without those on one property. */
export const modelWithoutProperty = ({ any, none, missing, ...rest }: Filters, property: string): Filters => {
  const others = (lists: Filters['any']) =>
    Object.fromEntries(Object.entries(lists).filter(([name]) => name !== property));
  return {
    ...rest,
    any: others(any),
    none: others(none),
    missing: missing.filter((name) => name !== property),
  };
};

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Weekday from 0, Monday, and hour on the clocks of a zone (microseconds since the epoch). */
export const clockOf = (instant: bigint, zone: string): readonly [weekday: number, hour: number] => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(Number(instant / 1000n));
  const said = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return [dayNames.indexOf(said('weekday')), Number(said('hour'))];
};

/** Whether an instant is in the hours of filters, which are written whole: `mon-fri 08-18 UTC`. */
export const inHours = (instant: bigint, { hours, notHours = [] }: Filters): boolean => {
  const holdsInstant = (text: string): boolean => {
    const [days = '', range = '', zone = ''] = text.split(' ');
    const [first, last] = days
      .split('-')
      .map((day) => dayNames.findIndex((name) => name.toLowerCase() === day));
    const [from = 0, to = 24] = range.split('-').map(Number);
    const [weekday, hour] = clockOf(instant, zone);
    const [begin, end] = [first ?? 0, last ?? first ?? 0];
    const isDay = begin <= end ? weekday >= begin && weekday <= end : weekday >= begin || weekday <= end;
    return isDay && hour >= from && hour < to;
  };
  return (hours === undefined || hours.some(holdsInstant)) && !notHours.some(holdsInstant);
};

/** What some records tell together: whose addresses are known; and which records pass filters, knowing that. */
export class Knowledge {
  /** user_id → addresses that were recorded with it. */
  readonly #addresses = new Map<string, string[]>();

  constructor(records: readonly AuditRecord[]) {
    for (const record of records) {
      const [user, upstream] = [textOf(record, 'user_id'), textOf(record, 'upstream_user_id')];
      if (user !== undefined && isEmailShaped(upstream))
        this.#addresses.set(user, [...(this.#addresses.get(user) ?? []), upstream]);
    }
  }

  addressesOf(user: string | undefined): readonly string[] {
    return (user === undefined ? undefined : this.#addresses.get(user)) ?? [];
  }

  /** The user who alone has an address. */
  ownerOf(who: string): string | undefined {
    const users = [...this.#addresses].filter(([, addresses]) =>
      addresses.some((address) => withoutCase(address) === withoutCase(who)),
    );
    return users.length === 1 ? users[0]?.[0] : undefined;
  }

  /** Whether a record has one of these values. */
  hasOne(record: AuditRecord, property: string, values: readonly string[]): boolean {
    if (property !== 'email') {
      const text = textOf(record, property);
      if (text === undefined) return false;
      return values.includes(text) || (property === 'source_ip' && isInAny(text, values));
    }
    const own = [...this.addressesOf(textOf(record, 'user_id')), textOf(record, 'upstream_user_id')];
    const folded = own.flatMap((text) => (text === undefined ? [] : withoutCase(text)));
    return values.some((value) => folded.includes(withoutCase(value)));
  }

  lacks(record: AuditRecord, property: string): boolean {
    if (property !== 'email') return textOf(record, property) === undefined;
    return (
      !isEmailShaped(textOf(record, 'upstream_user_id')) &&
      this.addressesOf(textOf(record, 'user_id')).length === 0
    );
  }

  mentions(record: AuditRecord, q: string): boolean {
    const texts = fields.filter(({ searched }) => searched).map(({ name }) => record[name] ?? '');
    return [...texts, ...this.addressesOf(textOf(record, 'user_id'))].some((text) =>
      withoutCase(text).includes(withoutCase(q)),
    );
  }

  passes(record: AuditRecord, filters: Filters): boolean {
    return this.passesAmong([record], filters);
  }

  /** Whether the records of one attempt pass: `any` and `q` by some of them, the others by all. */
  passesAmong(records: readonly AuditRecord[], { any, none, missing, q }: Filters): boolean {
    return (
      Object.entries(any).every(([property, values]) =>
        records.some((record) => this.hasOne(record, property, values)),
      ) &&
      Object.entries(none).every(([property, values]) =>
        records.every((record) => !this.hasOne(record, property, values)),
      ) &&
      missing.every((property) => records.every((record) => this.lacks(record, property))) &&
      (q === undefined || records.some((record) => this.mentions(record, q)))
    );
  }
}
