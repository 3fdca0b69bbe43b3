import { expect, test } from 'vitest';
import { rewritten } from './base-path.ts';

test.each([
  ['/%61udit/events', '/audit', '/audit/events'],
  ['/AUDIT/', '/audit', '/audit/'],
  ['/a/%41udit/users/a%2Fb', '/a/audit', '/a/audit/users/a%2Fb'],
  ['/%61udit', '/audit', '/audit'],
  ['/audit/events', '/audit', undefined],
  ['/events', '/audit', undefined],
  ['/%61uditor/events', '/audit', undefined],
  ['/%zz/audit', '/audit', undefined],
  ['/', '/audit', undefined],
])('%s beneath %s is %s', (pathname, path, own) => expect(rewritten(pathname, path)).toBe(own));
