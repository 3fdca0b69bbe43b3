import { describe, expect, it } from 'vitest';
import { hasEnd } from './ending.ts';

const record = (event_name: string, result: string) => ({ event_name, result });
const asked = record('Authentication Request', 'InProgress');

describe('the end of an attempt', () => {
  it.each([
    ['a token', [asked, record('Token', 'Success')], true],
    ['an assertion', [record('Assertion Request', 'Create')], true],
    ['a refusal anywhere', [record('Policy Evaluation', 'Denied'), asked], true],
    ['a passed step', [asked, record('MFA Challenge', 'Success')], false],
    ['a created step', [asked, record('MFA Challenge', 'Create')], false],
    ['a flat log’s success', [asked, record('Identity Provider Authentication', 'Success')], true],
    ['a flat log that stopped', [asked, record('Identity Provider Authentication', 'Authenticate')], false],
    ['an unknown result', [record('Token', 'Odd')], false],
    ['nothing', [], false],
  ])('%s', (_name, records, end) => {
    expect(hasEnd(records)).toBe(end);
  });
});
