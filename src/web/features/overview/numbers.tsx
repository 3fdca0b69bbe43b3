import { Link } from 'react-router';
import { type NumberName, type NumbersAnswer, numberNames } from '../../../contract/overview.ts';
import { changeOf, formatMeasure, measures } from './measures.ts';
import css from './numbers.module.css';
import { type LinkNarrowing, type LinkView, attemptsLink } from './overview-links.ts';
import { Sparkline } from './sparkline.tsx';

/** Which attempts a number is about; the others are about all of them. */
const about: Readonly<Partial<Record<NumberName, LinkNarrowing>>> = {
  success_rate: { outcomes: ['signed_in'] },
  failed: { outcomes: ['failed'] },
  blocked: { outcomes: ['blocked'] },
  did_not_finish: { outcomes: ['did_not_finish'] },
  renewals: { renewal: true },
  users: { renewal: false },
  median_seconds: { outcomes: ['signed_in'], renewal: false },
};

type Props = { readonly answer: NumbersAnswer; readonly view: LinkView };

/** The numbers that are told first, each a way to the attempts that it counts. */
export const NumberTiles = ({ answer, view }: Props) => (
  <ul className={css['numbers']} aria-label="Numbers">
    {numberNames.map((name) => (
      <Tile key={name} name={name} answer={answer} view={view} />
    ))}
  </ul>
);

const arrows = { up: '▲', down: '▼', same: '', unknown: '' } as const;

const Tile = ({ name, answer, view }: Props & { readonly name: NumberName }) => {
  const { label, measure, worse } = measures[name];
  const number = answer.numbers[name];
  // fewer before, because less is stored of it, is neither good nor bad
  const incomparable = measure === 'count' && answer.before?.stored_from !== undefined;
  const change = changeOf(number, measure, incomparable ? 'neither' : worse, answer.before !== undefined);
  return (
    <li className={css['tile']} data-tone={change.tone}>
      <Link className={css['label']} to={attemptsLink(view, about[name])} title="Show these attempts">
        {label}
      </Link>
      <strong className={css['value']}>{formatMeasure(number.now, measure)}</strong>
      <span className={css['change']}>
        {arrows[change.direction] !== '' && <span aria-hidden="true">{arrows[change.direction]} </span>}
        {change.words}
      </span>
      <Sparkline values={number.series} fromZero={measure === 'count'} />
    </li>
  );
};

/** Room for the numbers until they are there. */
export const NumbersSkeleton = () => (
  <ul className={css['numbers']} aria-label="Numbers, loading" aria-busy="true">
    {numberNames.map((name) => (
      <li key={name} className={css['tile']}>
        <span className={css['label']}>{measures[name].label}</span>
        <strong className={css['value']}>&nbsp;</strong>
        <span className={css['change']}>&nbsp;</span>
        <span className={css['spark']} />
      </li>
    ))}
  </ul>
);
