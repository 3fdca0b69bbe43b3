import type { Owner } from '../../../contract/outcome.ts';

/** Whose a next step is, in words. */
export const ownerWords: Readonly<Record<Owner, string>> = {
  user: 'The user',
  help_desk: 'Help desk',
  admin: 'Administrator',
  policy_admin: 'Policy administrator',
  identity_provider_admin: 'Identity provider’s administrator',
  application_owner: 'Application owner',
  integration_owner: 'Integration owner',
  security: 'Security',
};

/** How certain a verdict is, and what that means. */
export const certaintyWords = {
  recorded: { word: 'Recorded', meaning: 'The records say so.' },
  likely: { word: 'Likely', meaning: 'Inferred from the records, which do not say it themselves.' },
} as const;
