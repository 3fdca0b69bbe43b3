import { labelOf } from '../../../contract/fields.ts';
import { Link } from 'react-router';
import type { AuditEvent } from '../../api/events.ts';
import { legendOf } from '../../lib/marks.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { type Detail, detailGroups, missingLabels } from './detail-groups.ts';
import css from './event-details.module.css';
import { valuePage } from '../looks/value-page.ts';
import { ResultBadge } from '../looks/result-badge.tsx';
import { formatFull } from '../time/time-format.ts';
import { useValueMenu } from '../filters/value-menu.tsx';

type Props = { readonly event: AuditEvent; readonly zone: string };

/** Every property of an event, grouped; each value can be copied and filtered by. */
export const EventDetails = ({ event, zone }: Props) => {
  const { record, time, email, name } = event;
  const missing = missingLabels(record);
  const learned = email?.email === true && email.property === 'user_id' ? email.value : undefined;
  return (
    <div className={css['details']}>
      {time !== undefined && (
        <dl className={css['list']}>
          <TimeRows event={event} zone={zone} />
        </dl>
      )}
      {detailGroups(record).map(({ title, details }) => (
        <section key={title}>
          <h3 className={css['title']}>{title}</h3>
          <dl className={css['list']}>
            {title === 'Who' && name !== undefined && <DirectoryName name={name} />}
            {title === 'Who' && learned !== undefined && <LearnedEmail value={learned} />}
            {details.map((detail) => (
              <DetailRow key={detail.property} detail={detail} event={event} />
            ))}
          </dl>
        </section>
      ))}
      {missing.length > 0 && <p className={css['missing']}>Not recorded: {missing.join(', ')}</p>}
    </div>
  );
};

const TimeRows = ({ event: { time, record }, zone }: Props) => {
  if (time === undefined) return null;
  const zones = zone === 'UTC' ? ['UTC'] : [zone, 'UTC'];
  return zones.map((each) => (
    <div key={each} className={css['row']}>
      <dt>{each === zone ? 'Time' : 'Time (UTC)'}</dt>
      <dd>
        <span className={css['mono']}>{formatFull(time, each)}</span>
        {each === zone && <CopyButton text={record.time ?? ''} label="Copy Time" />}
      </dd>
    </div>
  ));
};

/** What the directory calls them: no part of the record, and nothing to filter by. */
const DirectoryName = ({ name }: { readonly name: string }) => (
  <div className={css['row']}>
    <dt title="What the directory calls this user; not part of the record">Name</dt>
    <dd>
      <bdi className={css['name']}>{name}</bdi>
      <CopyButton text={name} label="Copy Name" />
    </dd>
  </div>
);

const LearnedEmail = ({ value }: { readonly value: string }) => (
  <DetailRow
    detail={{
      property: 'email',
      label: labelOf('email'),
      about: 'Known for this user from other records, or from the directory',
      text: value,
      filter: { property: 'email', value },
    }}
  />
);

/** Ids and addresses are compared letter by letter: they stand in a fixed width. */
const fixedWidth = /(_id|^session|^source_ip)$/;

const DetailRow = ({ detail, event }: { readonly detail: Detail; readonly event?: AuditEvent }) => {
  const { property, label, about, text, filter } = detail;
  const openMenu = useValueMenu();
  const mono = fixedWidth.test(property) || filter === undefined;
  const shown = { label, text, ...(filter && { filter }) };
  const page = valuePage(property, text, event?.time);
  const legend = legendOf(text);
  return (
    <div className={css['row']}>
      <dt title={about}>{label}</dt>
      <dd>
        <span className={css['cell']}>
          <button
            type="button"
            className={css['value']}
            data-mono={mono || undefined}
            aria-haspopup="menu"
            title="Copy, filter"
            onClick={(click) => openMenu(click.currentTarget, shown)}
          >
            {property === 'step_result' ? <ResultBadge value={text} /> : text.replaceAll('↵', '↵\n')}
          </button>
          {legend !== undefined && <small className={css['legend']}>{legend}</small>}
          {page?.isList === false && (
            <Link to={page.to} className={css['link']}>
              Open {page.noun}
            </Link>
          )}
        </span>
        <CopyButton text={text} label={`Copy ${label}`} />
      </dd>
    </div>
  );
};
