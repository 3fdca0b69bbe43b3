import type { Attempt } from '../../../contract/attempts.ts';
import { brief } from './grammar.ts';
import type { NoReply, Words } from '../words.ts';
import { replyWords } from './verdict.ts';

/** What a ready text is made of. */
const words = {
  hello: 'Hello,',
  escalate: 'Please look at this sign-in attempt.',
  likely: 'Likely causes (inferred, not recorded):',
  notRecorded: 'not recorded',
};

const noReplySentences: Readonly<Record<NoReply, string>> = {
  nobody_named: 'No reply: nobody is named.',
  service_account: 'No reply: nobody reads what is sent to a service account.',
  in_progress: 'No reply yet: the attempt has not ended.',
  nothing_to_tell: 'No reply: nothing went wrong.',
};

/** A text on one line: a value with lines of its own would write lines that nobody means. */
const oneLine = (text: string): string => text.replaceAll(/[\n\v\f\r\u0085\u2028\u2029]+/g, ' ');

/** A reply to the person: what happened, and what they can do themselves; or why there is none. */
export const replyTo: Words['reply'] = (diagnosis, zone) => {
  const paragraphs = replyWords(diagnosis, zone);
  if (typeof paragraphs === 'string') return { no_reply: noReplySentences[paragraphs] };
  return { reply: [words.hello, ...paragraphs].map(oneLine).join('\n\n') };
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
    ...line('Began (UTC)', attempt.start === decided.time ? undefined : attempt.start),
    ...line('request_id', attempt.request_id),
    ...(attempt.trace_ids.length > 0 ? attempt.trace_ids : [words.notRecorded]).flatMap((id) =>
      line('trace_id', id),
    ),
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
