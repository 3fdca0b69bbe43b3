import { isColumn } from '../../../contract/export.ts';
import { labelOf, namedLabel, properties } from '../../../contract/fields.ts';
import type { PageColumns } from '../../audit/explorer/page-columns.ts';

/** The columns of the table of events: every property of a record, extras included. */
export const eventColumns: PageColumns = {
  time: 'time',
  known: [...new Set(['time', 'email', ...properties.map(({ name }) => name)])],
  extras: true,
  isColumn,
  label: labelOf,
  tooltip: namedLabel,
  isNumber: () => false,
  defaults: ['time', 'email', 'source_ip', 'step', 'step_result', 'application_name'],
  // what happened comes before who and where
  narrow: ['time', 'step_result', 'email', 'step', 'application_name', 'source_ip'],
  sizes: {
    time: { least: 'var(--time-track)' },
    email: { least: '11rem', share: '1.7fr', crowded: '15rem' },
    source_ip: { least: '7.5rem', share: '1.1fr', crowded: '9rem' },
    step: { least: '9.5rem', share: '1.3fr', crowded: '12rem' },
    step_result: { least: 'var(--event-track)' },
    application_name: { least: '6.5rem', share: '1fr', crowded: '8.5rem' },
    user_id: { least: '11rem', share: '1.3fr' },
    request_id: { least: '11rem', share: '1.3fr' },
  },
  remembered: { columns: 'authentication-audit.columns', look: 'authentication-audit.column-look' },
};
