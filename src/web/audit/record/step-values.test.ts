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
      'Stage: step=Token',
      'Event: step_result=Denied',
      'Email: email=ana@alder.example',
      'Source IP: source_ip=::1',
      'Application: application_name=A',
    ]);
  });

  it('reads old records as new ones, and names nothing that is not recorded', () => {
    expect(values({ stage: 'Token', upstream_user_id: 'S-1-5' })).toEqual([
      'Stage: step=Token',
      'Upstream user ID: upstream_user_id=S-1-5',
    ]);
    expect(values({})).toEqual([]);
    expect(values({ event_name: '', stage: '', upstream_user_id: '', user_id: '', source_ip: '' })).toEqual(
      [],
    );
  });
});
