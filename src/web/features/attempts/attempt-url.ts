import { type Micros, parseInstant } from '../../../contract/instant.ts';

/** What the address of an attempt says besides its id: an instant of it, and the event that is looked at. */
type AttemptView = { readonly at?: Micros; readonly step?: string };

/** Read the query of an attempt's address. A bad instant is passed over: it is a hint and decides nothing. */
export const readAttemptUrl = (params: URLSearchParams): AttemptView => {
  const at = parseInstant(params.get('at') ?? '');
  const step = params.get('step') ?? '';
  return { ...(at !== undefined && { at }), ...(step !== '' && { step }) };
};

/** The same query with another step looked at, or none. */
export const withStep = (params: URLSearchParams, step: string | undefined): URLSearchParams => {
  const next = new URLSearchParams(params);
  if (step === undefined) next.delete('step');
  else next.set('step', step);
  return next;
};
