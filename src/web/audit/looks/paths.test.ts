import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOfSegment } from '../../../contract/id-segment.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { shownOf } from '../../lib/marks.ts';
import { attemptPath, eventsWithPath, idOfPath, sessionPath } from './paths.ts';

const at = parseInstant('2026-03-14T09:14:03.000512Z');

describe('addresses', () => {
  it.each(['plain', 'a/b', 'a?b=c', 'a#b', '100%', '%2F', 'ü 漢字', '<b>', '.', '..', ' a ', '\\'])(
    'carry the id %s',
    (id) => {
      const shown = shownOf(id);
      expect(idOfPath(new URL(attemptPath(shown, at), 'http://host').pathname)).toBe(shown);
      expect(idOfPath(new URL(sessionPath(shown), 'http://host').pathname)).toBe(shown);
    },
  );

  it('carry any id', () => {
    const ids = fc.oneof(
      fc.string({
        minLength: 1,
        unit: fc.oneof(fc.constantFrom('\u200b', '\u202e', ' ', '\n'), fc.string({ unit: 'grapheme' })),
      }),
      fc.constantFrom('.', '..', '=..'),
    );
    fc.assert(
      fc.property(ids, (id) => {
        const { pathname } = new URL(attemptPath(shownOf(id)), 'http://host');
        expect(idOfSegment(pathname.slice('/attempts/'.length))).toBe(id);
        expect(idOfPath(pathname)).toBe(shownOf(id));
      }),
    );
  });

  it('carry the instant of an attempt to the microsecond', () => {
    expect(attemptPath('a', at)).toBe('/attempts/a?at=2026-03-14T09%3A14%3A03.000512Z');
  });

  it('filter by the parameter of a property, over all time', () => {
    expect(eventsWithPath('session', 's 1')).toBe('/events?session_id=s+1&range=all');
  });

  it.each(['/attempts', '/attempts/', '/attempts/a/b'])('find no id in %s', (path) => {
    expect(idOfPath(path)).toBeUndefined();
  });

  it('take a hand-made id that is not well-formed as it stands, and none that turns the writing round', () => {
    expect(idOfPath('/users/100%')).toBe('100%');
    expect(idOfPath('/users/%E2%80%AEevil')).toBe(shownOf('\u202eevil'));
  });
});
