import { labelOf } from '../../../contract/fields.ts';
import { type Supplied, resultOf, saidIn, stageOf } from '../../../contract/record.ts';
import type { AuditEvent } from '../../api/events.ts';
import type { ShownRow } from '../filters/value-menu.tsx';

/** The values of a step by which people look for others like it: what happened, who, from where, to what. */
export const stepValues = ({ record, email }: Pick<AuditEvent, 'record' | 'email'>): ShownRow['values'] => {
  const supplied = (found: Supplied | undefined) => found && ([found.property, found.value] as const);
  const who = email?.email === true ? (['email', email.value] as const) : supplied(email);
  return [
    supplied(stageOf(record)),
    supplied(resultOf(record)),
    who,
    ...(['source_ip', 'application_name', 'upstream_idp'] as const).map(
      (property) => [property, saidIn(record, property)] as const,
    ),
  ].flatMap((each) => {
    const [property, value] = each ?? [];
    return property === undefined || value === undefined
      ? []
      : [{ label: labelOf(property), text: value, filter: { property, value } }];
  });
};
