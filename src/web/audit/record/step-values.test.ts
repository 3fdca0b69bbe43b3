import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../contract/record.ts';
import { emailOf } from '../../../contract/record.ts';
import { stepValues } from './step-values.ts';

const values = (record: AuditRecord) =>
  stepValues({ record, email: emailOf(record, { u1: 'ana@alder.example' }) }).map(
    ({ label, filter: { property, value } }) => `${label}: ${property}=${value}`,
  );

describe('what a step can be looked for by', () => {
  it('is what happened, who, from where and to what', () => {
    expect(
      values({
        event_name: 'Token',
        result: 'Denied',
        user_id: 'u1',
        source_ip: '::1',
        application_name: 'A',
      }),
    ).toEqual([
      'Stage: event_name=Token',
      'Event: result=Denied',
      'Email: email=ana@alder.example',
      'Source IP: source_ip=::1',
      'Application: application_name=A',
    ]);
  });

  it('is by whichever property supplied it, and nothing that is not recorded', () => {
    expect(values({ stage: 'Token', upstream_user_id: 'S-1-5' })).toEqual([
      'Stage (deprecated): stage=Token',
      'Upstream user ID: upstream_user_id=S-1-5',
    ]);
    expect(values({})).toEqual([]);
    expect(values({ event_name: '', stage: '', upstream_user_id: '', user_id: '', source_ip: '' })).toEqual(
      [],
    );
  });
});
