import { type ReactNode, useId } from 'react';
import { fieldNamed, namedLabel } from '../../../contract/fields.ts';
import { formatCount } from '../../lib/format.ts';
import { titleWithName } from '../looks/person-name.tsx';
import { remember, usePreference } from '../../lib/preference.ts';
import { useAhead } from '../../lib/use-ahead.ts';
import { Icon } from '../../ui/icons.tsx';
import css from './facet-panel.module.css';
import type { FacetLine } from './facet-values.ts';

const openKey = 'authentication-audit.facets-open';

/** Which facets are open, as this browser remembers. */
const useOpen = (name: string) => {
  const open = (
    usePreference(openKey) ?? 'severity kind outcome step_result step application_name org_name hours'
  ).split(' ');
  const isOpen = open.includes(name);
  const next = isOpen ? open.filter((each) => each !== name) : [...open, name];
  return [isOpen, () => remember(openKey, next.join(' '))] as const;
};

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

type Count = { readonly word: string; readonly count: number };

const closedWords = (counts: FrameProps['counts']): string => {
  if (!counts) return 'not known';
  if (counts.length === 0) return 'none';
  return counts
    .slice(0, 4)
    .map(({ word, count }) => `${word} ${compact.format(count)}`)
    .join(' · ');
};

type FrameProps = {
  readonly name: string;
  readonly title: string;
  /** How many of its values are filtered by. */
  readonly chosen: number;
  /** Its values, the most frequent first; undefined when they could not be loaded. */
  readonly counts: readonly Count[] | undefined;
  /** What it says closed, where its values are not counted. */
  readonly closed?: string;
  readonly children: ReactNode;
};

/** A facet: closed, its most frequent values in a line; open, what it holds. */
export const FacetFrame = ({ name, title, chosen, counts, closed, children }: FrameProps) => {
  const id = useId();
  const [open, toggle] = useOpen(name);
  return (
    <section className={css['facet']}>
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={toggle}>
          <Icon name={open ? 'down' : 'right'} size={12} />
          <span className={css['title']} title={fieldNamed(name) ? namedLabel(name) : undefined}>
            {title}
          </span>
          {chosen > 0 && <span className={css['chosen']}>{chosen} chosen</span>}
        </button>
      </h3>
      <div id={id}>{open ? children : <p className={css['closed']}>{closed ?? closedWords(counts)}</p>}</div>
    </section>
  );
};

type LineProps = {
  readonly line: FacetLine;
  readonly word: string;
  /** What it is, where that is more than its value. */
  readonly title?: string;
  /** Whether there is no filter that leaves it out. */
  readonly onlyAny?: boolean;
  readonly onChoose: (choice: 'any' | 'none') => void;
};

/** A value to look for or to exclude, and how often it occurs. */
export const FacetValue = ({ line, word, title, onlyAny = false, onChoose }: LineProps) => {
  const { value, count, choice, name } = line;
  const [shown, showAhead] = useAhead(choice);
  const choose = (chosen: 'any' | 'none') => () => {
    showAhead(shown === chosen ? undefined : chosen);
    onChoose(chosen);
  };
  return (
    <li className={css['line']} data-choice={shown}>
      <label className={css['value']} title={titleWithName(title ?? value, name)}>
        <input type="checkbox" checked={shown === 'any'} onChange={choose('any')} />
        <span className={css['word']}>
          {shown === 'none' && <b>NOT </b>}
          {word}
          {name !== undefined && <small className={css['person']}>{name}</small>}
        </span>
        {count !== undefined && <span className={css['count']}>{formatCount(count)}</span>}
      </label>
      {!onlyAny && (
        <button
          type="button"
          className={css['exclude']}
          aria-label={`Exclude ${word}`}
          aria-pressed={shown === 'none'}
          title={shown === 'none' ? 'Exclude no longer' : 'Exclude'}
          onClick={choose('none')}
        >
          <Icon name="exclude" size={13} />
        </button>
      )}
    </li>
  );
};

type MissingProps = {
  readonly title: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly onToggle: () => void;
};

/** The records that have no such value. */
export const FacetMissing = ({ title, count, chosen, onToggle }: MissingProps) => {
  const [shown, showAhead] = useAhead(chosen);
  return (
    <li className={css['line']}>
      <label className={css['value']} title={`${title} is not recorded`}>
        <input
          type="checkbox"
          checked={shown}
          onChange={() => {
            showAhead(!shown);
            onToggle();
          }}
        />
        <i>(none)</i>
        <span className={css['count']}>{formatCount(count)}</span>
      </label>
    </li>
  );
};
