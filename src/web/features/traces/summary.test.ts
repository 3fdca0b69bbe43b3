import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../contract/instant.ts';
import { type AuditRecord, emailOf } from '../../../contract/record.ts';
import { summaryOf } from './summary.ts';

const event = (record: AuditRecord, known = {}) => ({
  id: JSON.stringify(record),
  record,
  time: record.time === undefined ? undefined : parseInstant(record.time),
  email: emailOf(record, known),
});

describe('summing up events', () => {
  it('names each value once, and people by address rather than by id', () => {
    const summary = summaryOf([
      event({ time: '2026-03-14T09:00:00Z', source_ip: '10.0.0.1', user_id: 'u1' }),
      event({ time: '2026-03-14T09:00:01Z', source_ip: '10.0.0.1', upstream_user_id: 'ana@example.org' }),
      event({ source_ip: '::1', session: 's1' }),
    ]);
    expect(summary).toMatchObject({
      who: ['ana@example.org'],
      addresses: ['10.0.0.1', '::1'],
      sessions: ['s1'],
      length: 1_000_000n,
    });
  });

  it('names a person by id where no address is known', () => {
    expect(summaryOf([event({ user_id: 'u1' })])).toMatchObject({
      who: ['u1'],
      start: undefined,
      length: 0n,
    });
  });
});
