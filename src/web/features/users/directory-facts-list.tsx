import type { DirectoryFacts } from '../../../contract/directory.ts';
import { parseInstant } from '../../../contract/instant.ts';
import { type SummaryEntry, SummaryList } from '../../audit/looks/summary-list.tsx';
import { Moment } from '../../audit/time/moment.tsx';
import css from './user-page.module.css';

type Props = { readonly facts: DirectoryFacts; readonly zone: string };

/** Words of the states that directories document; others stand as they are. */
const words: Readonly<Partial<Record<string, string>>> = {
  active: 'Active',
  pending: 'Pending',
  disabled: 'Disabled',
};

const instant = (label: string, text: string | undefined, zone: string): SummaryEntry[] =>
  text === undefined ? [] : [{ label, value: <Moment at={parseInstant(text)} zone={zone} /> }];

const entriesOf = (facts: DirectoryFacts, zone: string): SummaryEntry[] => {
  const { name, email, status, source, type } = facts;
  const text = (label: string, value: string | undefined): SummaryEntry[] =>
    value === undefined ? [] : [{ label, value: <bdi className={css['fact']}>{value}</bdi> }];
  const isOff = status === 'disabled' || status === 'pending';
  return [
    ...text('Name', name),
    ...text('E-mail in the directory', email),
    ...(status === undefined
      ? []
      : [
          {
            label: 'Account',
            value: (
              <span className={css['state']} data-off={isOff || undefined}>
                {words[status] ?? status}
              </span>
            ),
          },
        ]),
    ...instant('Disabled since', facts.disabled_at_time, zone),
    ...instant('No longer listed since', facts.listed_until, zone),
    ...(type === undefined || type === 'user' ? [] : text('Type', type)),
    ...text('Directory', source),
  ];
};

/** What the directory says of somebody, as it is now. */
export const DirectoryFactsList = ({ facts, zone }: Props) => (
  <section aria-label="In the directory" className={css['directory']}>
    <SummaryList entries={entriesOf(facts, zone)} />
  </section>
);
