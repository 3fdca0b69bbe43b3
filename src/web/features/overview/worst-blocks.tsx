import { useQuery } from '@tanstack/react-query';
import { labelOf } from '../../../contract/fields.ts';
import type { BreakdownName } from '../../../contract/overview.ts';
import { breakdownQuery } from '../../api/overview.ts';
import { Block } from './block.tsx';
import css from './overview-page.module.css';
import type { Overview } from './use-overview.ts';
import { Worst, worstLimit } from './worst.tsx';

const kinds: readonly {
  readonly by: BreakdownName;
  readonly noun: string;
  readonly title: string;
}[] = [
  { by: 'org_name', noun: labelOf('org_name'), title: 'Issuer organisations' },
  { by: 'login_org_name', noun: labelOf('login_org_name'), title: 'Application organisations' },
  { by: 'user', noun: 'User', title: 'Users' },
  { by: 'source_ip', noun: 'Address', title: 'Addresses' },
];

/** What fails most: the organisations of people and of applications, users, addresses. */
export const WorstBlocks = ({ overview }: { readonly overview: Overview }) => (
  <>
    <h2 className={css['heading']}>What fails most</h2>
    <div className={css['grid']}>
      {kinds.map((kind) => (
        <WorstBlock key={kind.by} {...kind} overview={overview} />
      ))}
    </div>
  </>
);

type Props = (typeof kinds)[number] & { readonly overview: Overview };

const WorstBlock = ({ by, noun, title, overview: { view, compared, viewKey, ready } }: Props) => {
  const query = useQuery({ ...breakdownQuery(compared, by, worstLimit), enabled: ready });
  return (
    <Block title={title} query={query} viewKey={viewKey} room={300}>
      {(answer) => <Worst answer={answer} by={by} noun={noun} label={title} view={view} />}
    </Block>
  );
};
