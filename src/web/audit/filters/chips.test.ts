import { describe, expect, it } from 'vitest';
import { noFilters, readFilters, writeFilters } from '../../../contract/filters.ts';
import { chipGroups, chipsOf } from './chips.ts';

const chips = (search: string) => chipsOf(readFilters(new URLSearchParams(search)).filters);

describe('chips', () => {
  it('name what is filtered, one for each value', () => {
    const shown = chips(
      'q=ana&step_result=Failure&step_result=Denied&result=Denied&event_name=Token&not_source_ip=10.0.0.1&x.os=linux&missing=session',
    );
    expect(shown.map(({ not, label, value }) => `${not ? 'NOT ' : ''}${label} ${value}`)).toEqual([
      'Text “ana”',
      'Event Failure',
      'Event Denied',
      'result (as recorded) Denied',
      'event_name (as recorded) Token',
      'os linux',
      'NOT Source IP 10.0.0.1',
      'Session is not recorded',
    ]);
    expect(new Set(shown.map(({ key }) => key)).size).toBe(shown.length);
  });

  it('say that an address is in a network', () => {
    const shown = chips('source_ip=10.31.0.0/16&source_ip=10.0.0.1&not_source_ip=2001:db8::/32');
    expect(shown.map(({ label, value, title }) => [`${label} ${value}`, title])).toEqual([
      ['Source IP in 10.31.0.0/16', 'Source IP (source_ip) is in 10.31.0.0/16'],
      ['Source IP 10.0.0.1', 'Source IP (source_ip) is 10.0.0.1'],
      ['Source IP in 2001:db8::/32', 'Source IP (source_ip) is not in 2001:db8::/32'],
    ]);
    const [network] = shown;
    expect(writeFilters(network?.removed() ?? noFilters)).toEqual([
      ['source_ip', '10.0.0.1'],
      ['not_source_ip', '2001:db8::/32'],
    ]);
  });

  it('take off their own filter and nothing else', () => {
    const search = 'result=Failure&result=Denied&q=ana&not_result=Timeout&missing=session';
    const left = chips(search).map(({ removed }) => new URLSearchParams(writeFilters(removed())).toString());
    expect(left).toEqual([
      'result=Failure&result=Denied&not_result=Timeout&missing=session',
      'result=Denied&not_result=Timeout&missing=session&q=ana',
      'result=Failure&not_result=Timeout&missing=session&q=ana',
      'result=Failure&result=Denied&missing=session&q=ana',
      'result=Failure&result=Denied&not_result=Timeout&q=ana',
    ]);
  });

  it('are as many as an address can hold', () => {
    const entries = Array.from({ length: 8_000 }, (_, index) => [`x.${index}`, '1'] as const);
    const groups = chipGroups(readFilters(entries).filters);
    expect(groups).toHaveLength(entries.length);
    expect(writeFilters(groups.at(-1)?.removed() ?? noFilters)).toEqual(entries.slice(0, -1));
  });

  it('stand together when they are of one property, and go together', () => {
    const filters = {
      ...noFilters,
      any: { result: ['Failure', 'Denied'], event_name: ['Token'] },
      none: { result: ['Timeout'] },
    };
    const groups = chipGroups(filters);
    expect(groups.map(({ chips }) => chips.map(({ value }) => value))).toEqual([
      ['Failure', 'Denied'],
      ['Token'],
      ['Timeout'],
    ]);
    expect(groups[0]?.removed()).toEqual({ ...filters, any: { event_name: ['Token'] } });
    expect(groups[2]?.removed()).toEqual({ ...filters, none: {} });
  });
});
