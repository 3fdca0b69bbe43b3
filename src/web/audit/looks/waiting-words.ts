import type { Attempt } from '../../../contract/attempts.ts';
import type { WaitingFor } from '../../../contract/outcome.ts';

type Words = {
  /** As headings and narrow columns have it: “User at provider”. */
  readonly label: string;
  /** Behind “waiting for …”. @param provider what the identity provider is called */
  readonly words: (provider: string) => string;
};

/** Who is waited for. “The platform” is the service that signs people in; it is so called in verdicts, too. */
const known: Readonly<Record<WaitingFor, Words>> = {
  user: { label: 'User', words: () => 'the user' },
  identity_provider: { label: 'Provider', words: (provider) => provider },
  user_at_provider: {
    label: 'User at provider',
    words: (provider) => `the user at ${provider}`,
  },
  second_step: { label: 'Second step', words: () => 'the user’s second step' },
  platform: { label: 'Platform', words: () => 'the platform' },
  application: { label: 'Application', words: () => 'the application' },
};

/** What a provider is called within a sentence. */
const providerName = (provider: string | undefined): string => {
  if (provider === undefined || provider === '') return 'the identity provider';
  return provider === 'local' ? 'the local sign-in' : provider;
};

/** Who is waited for, to stand behind “waiting for”. @param provider the identity provider, where it is known */
export const waitWords = (who: WaitingFor, provider?: string): string =>
  known[who].words(providerName(provider));

/** Who is waited for, as a value of its own. */
export const waitLabel = (who: WaitingFor): string => known[who].label;

/** “waiting for the user at Google”, of an attempt that nothing has ended; undefined where no event says. */
export const waitingOf = ({
  waiting_for: who,
  upstream_idp: provider,
}: Pick<Attempt, 'waiting_for' | 'upstream_idp'>): string | undefined =>
  who === undefined ? undefined : `waiting for ${waitWords(who, provider)}`;

/** The title of an attempt and the whole sentence: where there is room for a part of the title only. */
export const attemptTooltip = ({
  verdict,
}: {
  readonly verdict: Pick<Attempt['verdict'], 'title' | 'sentence'>;
}): string => `${verdict.title}. ${verdict.sentence}`;
