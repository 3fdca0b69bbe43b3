import { describe, expect, it } from 'vitest';
import { microsOfMs } from '../../../contract/instant.ts';
import type { NamesAnswer } from '../../../contract/names.ts';
import { momentIn } from './moment-in.ts';
import { actionOf, offersOf } from './offers.ts';
import { isTelling, recognise } from './recognise.ts';

const last = '2026-03-17T08:00:00Z';
const now = microsOfMs(Date.UTC(2026, 2, 18, 12));
const person = (value: string) => ({ property: 'email' as const, value, count: 28, last });
const marta = person('marta.almeida@acme.example');
const casting = { property: 'application_name' as const, value: 'Casting Control', count: 400, last };

const offered = (text: string, names: Partial<NamesAnswer>, from?: number) => {
  const reading = recognise(text);
  const known = { addresses: [], ids: [], text: false };
  return offersOf(
    text,
    reading,
    { telling: isTelling(reading), known, instants: from === undefined ? {} : { from: microsOfMs(from) } },
    {
      names: { people: [], applications: [], addresses: [], ...names },
      time: { range: momentIn(text, 'UTC', now), zone: 'UTC' },
    },
  );
};

describe('the names in a text', () => {
  it.each<[string, Partial<NamesAnswer>, string[]]>([
    [
      'Almeida Marta',
      { people: [marta, person('m.almeida@acme.example')], applications: [casting] },
      [
        'Attempts of marta.almeida@acme.example in Casting Control',
        'Open user marta.almeida@acme.example',
        'Filter: Email is marta.almeida@acme.example',
        'Open user m.almeida@acme.example',
        'Filter: Application is Casting Control',
        'Search for the text as it stands',
      ],
    ],
    [
      'Marta Almeida',
      { people: [marta] },
      [
        'Open user marta.almeida@acme.example',
        'Filter: Email is marta.almeida@acme.example',
        'Search for the text as it stands',
      ],
    ],
    [
      'casting',
      { applications: [casting] },
      ['Filter: Application is Casting Control', 'Search for the text as it stands'],
    ],
    [
      '10.31.4',
      { addresses: [{ property: 'source_ip', value: '10.31.4.7', count: 3, last }] },
      ['Open address 10.31.4.7', 'Search for the text as it stands'],
    ],
    ['nobody', {}, []],
  ])('%j', (text, names, expected) => expect(offered(text, names).map(actionOf)).toEqual(expected));

  it('lead to the attempts of the person, in the application, about the time', () => {
    const [best] = offered('ana@x.org cannot open Casting Control since 09:12', { applications: [casting] });
    expect(best).toMatchObject({
      kind: 'page',
      to:
        '/attempts?email=ana%40x.org&application_name=Casting+Control' +
        '&from=2026-03-18T08%3A42%3A00Z&to=2026-03-18T09%3A42%3A00Z',
    });
  });

  it('say when the time that is looked at has nothing of them', () => {
    const offers = offered('marta almeida', { people: [marta] }, Date.UTC(2026, 2, 18));
    expect(offers).toContainEqual(expect.objectContaining({ kind: 'filter', outside: true }));
  });
});
