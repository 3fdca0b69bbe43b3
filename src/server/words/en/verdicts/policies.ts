import type { EndTable } from '../../words.ts';
import { ifNotYou, phoneAtHand, weAreOnIt, youTried, yourProviderFirst } from '../to-person.ts';
import { application, idp, ip, traceId, who } from '../values.ts';

/** Attempts that ended at a policy or at the second step. */
export const policyWords = {
  policy_denied: {
    title: 'Blocked by policy',
    reason: (known) =>
      known.confirmed
        ? `Policy blocked it after ${idp(known)} had confirmed the identity.`
        : 'Policy blocked it.',
    causes: [
      'A rule about group, network, application or organisation probably applies: see what differs from the last success.',
      'The name of the rule is not in the data.',
    ],
    next: (known) =>
      `Find the rule that applies to ${who(known)} and ${application(known)} from ${ip(known)}.`,
    reply: {
      what: (known) =>
        `${youTried(known)} ${known.confirmed ? `${yourProviderFirst(known)} confirmed that it was you, but a` : 'A'} rule does not allow this sign-in.`,
      can: `Such rules often go by the network: if you were not on your usual one, try again from it. Otherwise answer this message, and we will look for the rule. ${ifNotYou}`,
    },
  },
  policy_fault: {
    title: 'Policy could not be evaluated',
    reason: 'Policy could not be evaluated.',
    causes: ['Probably a fault of the system, not of the user.'],
    next: (known) => `Escalate with the trace ID: ${traceId(known)}.`,
    reply: {
      what: (known) =>
        `${youTried(known)} A check of ours did not work, probably through nothing that you did.`,
      can: weAreOnIt,
    },
  },
  mfa_failed: {
    title: 'Second step not accepted',
    reason: 'The second step was not accepted.',
    causes: ['Probably a wrong or old code.', 'Or a device that is not the enrolled one.'],
    next: 'Try again with a fresh code; if that fails too, enrol the device again.',
    reply: {
      what: (known) =>
        `${youTried(known)} The second step was not accepted: probably the code was wrong or no longer fresh.`,
      can: `Try again with a fresh code from the device that you set up for it. If that fails too, tell us: we will help you to set it up again. ${ifNotYou}`,
    },
  },
  mfa_denied: {
    title: 'Second step refused',
    reason: 'The second step was refused.',
    causes: ['Probably the user pressed deny: ask “was it you?”.', 'Or this method is not allowed.'],
    next: 'Ask the user whether it was them. If not: reset the credentials first.',
    reply: {
      what: (known) => `${youTried(known)} Someone pressed Deny on the second step. Was that you?`,
      can: 'If you were signing in yourself, try again and approve it. If you were not, or are not sure, approve nothing and tell us at once: we will help you to secure your account.',
    },
  },
  mfa_timeout: {
    title: 'No answer in time',
    reason: 'The second step was not answered in time.',
    causes: ['The phone was probably off or out of reach.', 'Or its notifications are off.'],
    next: 'Try again, or use another method for the second step.',
    reply: {
      what: (known) => `${youTried(known)} Nobody answered the second step in time.`,
      can: `${phoneAtHand} ${ifNotYou}`,
    },
  },
} satisfies Partial<EndTable>;
