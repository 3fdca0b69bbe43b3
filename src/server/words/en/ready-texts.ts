import type { Attempt } from '../../../contract/attempts.ts';
import type { Diagnosis } from '../../diagnosis/diagnose.ts';
import { brief } from './grammar.ts';
import { ownReply, verdictWords } from './verdict.ts';

/** What a ready text is made of. */
const words = {
  hello: 'Hello,',
  unsure: 'What follows is what we think is most likely.',
  askedOf: 'What to do next:',
  weCare: 'We are looking into it. If it was not you who tried to sign in, tell us at once.',
  escalate: 'Please look at this sign-in attempt.',
  likely: 'Likely causes (inferred, not recorded):',
};

/** A text on one line: a value with lines of its own would write lines that nobody means. */
const oneLine = (text: string): string => text.replaceAll(/[\n\v\f\r\u0085\u2028\u2029]+/g, ' ');

/** A reply to the user: what happened, and what they can do. */
export const replyTo = (diagnosis: Diagnosis, zone: string): string => {
  const { outcome, certainty, owner } = diagnosis;
  const { sentence, causes, next } = verdictWords(diagnosis, zone);
  const own = ownReply(diagnosis, zone);
  const [cause] = causes;
  const why = cause === undefined || outcome === 'in_progress' ? [] : [cause];
  const what = [sentence, ...(certainty === 'likely' ? [words.unsure] : []), ...why];
  const step = next === undefined ? [] : [owner === 'user' ? `${words.askedOf} ${next}` : words.weCare];
  return [words.hello, ...(own === undefined ? what : [own]), ...step].map(oneLine).join('\n\n');
};

/** Characters of a value in a text to hand on: every id fits, a whole page of one value does not. */
const longest = 2_000;

const line = (label: string, value: string | undefined): string[] =>
  value === undefined || value === '' ? [] : [`${label}: ${brief(value, longest)}`];

/** What a colleague needs to take it on, times in UTC; a link is added where it is shown. */
export const escalationOf = (attempt: Attempt): string => {
  const { verdict, decided_by: decided } = attempt;
  return [
    words.escalate,
    '',
    verdict.sentence,
    ...(verdict.causes.length > 0 ? [words.likely, ...verdict.causes.map((cause) => `- ${cause}`)] : []),
    '',
    ...line('Outcome', `${attempt.outcome} (${attempt.certainty})`),
    ...line('Decided by', [decided.event_name, decided.result].filter(Boolean).join(' / ')),
    ...line('Time (UTC)', decided.time),
    ...line('request_id', attempt.request_id),
    ...attempt.trace_ids.flatMap((id) => line('trace_id', id)),
    ...line('User', attempt.email ?? attempt.upstream_user_id ?? attempt.user_id),
    ...line('user_id', attempt.user_id),
    ...line('Application', attempt.application_name ?? attempt.client_id),
    ...line('Identity provider', attempt.upstream_idp),
    ...line('Source IP', attempt.source_ip),
    ...line('Browser', attempt.user_agent),
  ]
    .map(oneLine)
    .join('\n');
};
