import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Button } from '@mantine/core';
import {
  type AttemptFilters,
  noAttemptFilters,
  writeAttemptFilters,
} from '../../../contract/attempt-filters.ts';
import type { AttemptHistogram } from '../../../contract/attempts.ts';
import type { Filters } from '../../../contract/filters.ts';
import { formatInstant } from '../../../contract/instant.ts';
import type { Span } from '../../api/people.ts';
import { StateMessage } from '../../ui/state-message.tsx';
import { takeAsOf, useAsOf } from '../time/as-of.ts';
import { attemptsPath } from '../looks/paths.ts';
import { Notices } from '../looks/notices.tsx';
import { OutcomeBars } from '../charts/outcome-bars.tsx';
import { MayBeMissing } from '../sources/may-be-missing.tsx';
import { RemovedNote } from '../time/removed-note.tsx';
import { RangeControl } from '../time/range-control.tsx';
import { type Instants, type Range, readRange, resolveRange, writeRange } from '../time/range.ts';
import { RecordBody, RecordPage, RecordStates } from './record-page.tsx';
import { inSentence } from '../../lib/format.ts';
import css from './span-page.module.css';
import { useZone } from '../time/zone-choice.ts';

/** The range in the address of a page about somebody or something, and how to change it. */
export const useSpan = (page: string) => {
  const [params, setParams] = useSearchParams();
  const { zone } = useZone();
  const { range, problems } = useMemo(() => readRange(params, zone), [params, zone]);
  const keyOf = (each: Range) => `${page}?${new URLSearchParams(writeRange(each)).toString()}`;
  const asOf = useAsOf(keyOf(range));
  const instants: Instants = useMemo(() => resolveRange(range, asOf), [range, asOf]);
  const span: Span = useMemo(
    () => ({
      ...(instants.from !== undefined && { from: formatInstant(instants.from) }),
      ...(instants.to !== undefined && { to: formatInstant(instants.to) }),
    }),
    [instants],
  );
  const write = (next: Range, replace = false) => {
    const kept = new URLSearchParams(params);
    for (const name of ['range', 'from', 'to', 'calendar']) kept.delete(name);
    for (const [name, value] of writeRange(next)) kept.set(name, value);
    setParams(kept, { replace });
  };
  return {
    zone,
    range,
    problems,
    instants,
    span,
    setRange: (next: Range) => {
      takeAsOf(keyOf(next)); // a range that is chosen means now, even if it was looked at before
      write(next);
    },
    dismiss: () => write(range, true),
  };
};

type Props<Answer> = {
  readonly kind: string;
  readonly id: string;
  readonly idLabel: string;
  readonly view: ReturnType<typeof useSpan>;
  readonly query: UseQueryResult<Answer>;
  /** Whether the range holds nothing, though there is something at another time. */
  readonly empty: (answer: Answer) => boolean;
  /** What is known of it besides, whatever the range. */
  readonly about?: (answer: Answer) => ReactNode;
  /** Whether nothing is stored of it at any time. */
  readonly never?: (answer: Answer) => boolean;
  /** What is said where nothing is found, of where else it may be. */
  readonly elsewhere?: ReactNode;
  readonly children: (answer: Answer) => ReactNode;
};

/** A page about a user or an address in a range: its honest states, and what there is. */
export const SpanPage = <Answer,>({
  kind,
  id,
  idLabel,
  view,
  query,
  empty,
  elsewhere,
  about,
  never = () => false,
  children,
}: Props<Answer>) => {
  const { data, isFetching } = query;
  const { range, setRange } = view;
  const what = kind.toLowerCase();
  const missing = (
    <>
      <RemovedNote instants={view.instants} zone={view.zone} />
      <MayBeMissing instants={view.instants} zone={view.zone} />
    </>
  );
  return (
    <RecordPage
      kind={kind}
      id={id}
      idLabel={idLabel}
      zone={view.zone}
      tools={<RangeControl range={range} instants={view.instants} zone={view.zone} onChange={setRange} />}
    >
      <Notices notices={view.problems} onDismiss={view.dismiss} />
      <RecordStates
        what={what}
        query={query}
        none={
          <StateMessage title={`No event of this ${what} is stored`}>
            <p>The {inSentence(idLabel)} may be cut short or misspelt, or its events have not arrived yet.</p>
            {missing}
            {elsewhere}
          </StateMessage>
        }
      />
      {data && empty(data) && about && <RecordBody>{about(data)}</RecordBody>}
      {data && empty(data) && never(data) && (
        <StateMessage title={`No event of this ${what} is stored`}>
          <p>They are known from the directory alone.</p>
        </StateMessage>
      )}
      {data && empty(data) && !never(data) && (
        <StateMessage
          title="Nothing in this time"
          actions={
            range.kind !== 'all' && (
              <Button size="xs" onClick={() => setRange({ kind: 'all' })}>
                Show all time
              </Button>
            )
          }
        >
          <p>There are events of this {what}, but before or after the time chosen.</p>
          {missing}
          {elsewhere}
        </StateMessage>
      )}
      {data && !empty(data) && (
        <RecordBody busy={isFetching}>
          {about?.(data)}
          {children(data)}
        </RecordBody>
      )}
    </RecordPage>
  );
};

type SectionProps = {
  readonly title: string;
  readonly to?: string;
  readonly more?: string;
  readonly children: ReactNode;
};

/** A part of such a page, with a way to the whole of it. */
export const SpanSection = ({ title, to, more, children }: SectionProps) => (
  <section className={css['section']} aria-label={title}>
    <div className={css['head']}>
      <h2>{title}</h2>
      {to !== undefined && <Link to={to}>{more}</Link>}
    </div>
    {children}
  </section>
);

/** Two parts beside each other, where there is room. */
export const SpanPair = ({ children }: { readonly children: ReactNode }) => (
  <div className={css['pair']}>{children}</div>
);

/** Parts below each other, in one half of a pair. */
export const SpanStack = ({ children }: { readonly children: ReactNode }) => (
  <div className={css['stack']}>{children}</div>
);

type BarsProps = {
  readonly histogram: AttemptHistogram;
  readonly view: Pick<ReturnType<typeof useSpan>, 'zone' | 'range' | 'instants' | 'setRange'>;
  /** By which the attempts are those of the page. */
  readonly filters: Filters;
};

/** Attempts over time; a drag zooms the page, and outcomes lead to the attempts. */
export const SpanBars = ({ histogram, view, filters }: BarsProps) => {
  const navigate = useNavigate();
  const { zone, range, instants, setRange } = view;
  const list = (at: Instants | undefined, only: AttemptFilters = noAttemptFilters) => {
    const during: Range = at ? { kind: 'between', ...at } : range;
    void navigate(attemptsPath(filters, [...writeAttemptFilters(only), ...writeRange(during)]));
  };
  return (
    <div className={css['chart']}>
      <OutcomeBars
        histogram={histogram}
        instants={instants}
        zone={zone}
        onZoom={(zoomed) => setRange({ kind: 'between', ...zoomed })}
        onOutcome={(outcome, at) => list(at, { outcomes: [outcome] })}
        onList={list}
      />
    </div>
  );
};
