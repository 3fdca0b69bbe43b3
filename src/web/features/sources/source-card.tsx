import { useId } from 'react';
import type { Micros } from '../../../contract/instant.ts';
import type { Source } from '../../../contract/sources.ts';
import { completeWords, progressWords } from '../../audit/sources/source-words.ts';
import { instantOf } from '../../audit/sources/unknown-times.ts';
import { formatEdge } from '../../audit/time/time-format.ts';
import { visible } from '../../../contract/fields.ts';
import { Icon } from '../../ui/icons.tsx';
import { sourceFacts, stateLooks } from './source-facts.ts';
import css from './sources-page.module.css';

type Props = { readonly source: Source; readonly zone: string; readonly now: Micros };

const kindWords: Readonly<Record<Source['kind'], string>> = {
  agilicus: 'pulled from the audit API',
  webhook: 'sent to the webhook',
};

/** One source: how it is doing, until when it is complete, and its numbers. */
export const SourceCard = ({ source, zone, now }: Props) => {
  const heading = useId();
  const { name, kind, state, details } = source;
  const { words, icon, tone } = stateLooks[state];
  // the bar below says how far it has come
  const { details: _details, ...told } = source;
  const since = instantOf(details?.error?.since);
  return (
    <section className={css['card']} aria-labelledby={heading}>
      <div className={css['head']}>
        <h2 id={heading}>{visible(name)}</h2>
        <span className={css['kind']}>{kindWords[kind]}</span>
        <span className={css['state']} data-tone={tone}>
          <Icon name={icon} /> {words}
        </span>
      </div>
      <p className={css['sentence']}>
        {kind === 'webhook'
          ? 'A webhook knows what it was sent, not what it was not sent: of it nobody can tell until when it is complete.'
          : `${completeWords(told, { zone, now })}.`}
      </p>
      {details?.error && (
        <p className={css['error']}>
          <strong>
            Last error{since === undefined ? '' : `, since ${formatEdge(since, zone, 'second')}`}:
          </strong>{' '}
          {visible(details.error.message)}
        </p>
      )}
      {details?.progress && (
        <p className={css['progress']}>
          <progress
            max={100}
            value={Math.floor(details.progress.share * 100)}
            aria-label={`Older records of ${name}`}
          />
          {progressWords(details.progress)}
        </p>
      )}
      <dl className={css['facts']}>
        {sourceFacts(source, { zone, now }).map(({ label, text, about, isTrouble }) => (
          <div key={label}>
            <dt title={about}>{label}</dt>
            <dd data-trouble={isTrouble || undefined}>
              {isTrouble && <Icon name="alert" />} {visible(text)}
            </dd>
          </div>
        ))}
      </dl>
      {details !== undefined && details.notes.length > 0 && (
        <ul className={css['notes']}>
          {details.notes.map((note) => (
            <li key={note}>{visible(note)}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
