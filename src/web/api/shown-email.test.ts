import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { emailOf } from '../../contract/record.ts';
import { shownOf } from '../lib/marks.ts';
import { shownEmail } from './shown-email.ts';

const text = fc.constantFrom('ana@x.org', 'ana@x.org ', 'an\u200ba@x.org', 'ana@x\n.org', 'ana', undefined);

it('is what the record says, as it is shown', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), (upstream, user, isKnown) => {
      const record = (change: (value: string) => string) => ({
        ...(upstream !== undefined && { upstream_user_id: change(upstream) }),
        ...(user !== undefined && { user_id: change(user) }),
      });
      const known = (change: (value: string) => string) =>
        isKnown && user !== undefined ? { [change(user)]: 'eva@y.org' } : {};
      const real = emailOf(
        record((value) => value),
        known((value) => value),
      );
      expect(shownEmail(record(shownOf), known(shownOf))).toEqual(
        real && { ...real, value: shownOf(real.value) },
      );
    }),
  );
});
