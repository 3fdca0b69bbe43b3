import type { EndTable } from '../../words.ts';
import { weCheckAccess, weLook, youTried } from '../to-person.ts';
import { application, stageName } from '../values.ts';

/** Ends that the platform’s own documents do not describe: said as they are. */
export const undocumentedWords = {
  other_failed: {
    title: (known) => `${stageName(known)} failed`,
    reason: (known) => `The step “${stageName(known)}” failed.`,
    causes: ['What this means is not documented: the record says only this.'],
    next: 'Escalate with the request ID and the trace ID.',
    reply: {
      what: (known) => `${youTried(known)} The sign-in failed at one of its steps.`,
      can: `Try again. ${weLook}`,
    },
  },
  other_denied: {
    title: (known) => `${stageName(known)} was denied`,
    reason: (known) => `The step “${stageName(known)}” was denied.`,
    causes: ['What this means is not documented: the record says only this.'],
    next: 'Check what is permitted for this user and application.',
    reply: {
      what: (known) => `${youTried(known)} The sign-in was not allowed.`,
      can: weCheckAccess,
    },
  },
  other_timeout: {
    title: (known) => `${stageName(known)} took too long`,
    reason: (known) => `The step “${stageName(known)}” took too long.`,
    causes: ['Probably something was slow or not reachable.', 'Or a page was left open.'],
    next: 'Try again; if it takes too long again, escalate with the trace ID.',
    reply: {
      what: (known) => `${youTried(known)} One of the steps took too long.`,
      can: `Try again. ${weLook}`,
    },
  },
  other_expired: {
    title: (known) => `Session expired at ${stageName(known)}`,
    reason: (known) => `The session expired at the step “${stageName(known)}”.`,
    causes: ['Probably a page was left open for too long.', 'Or the session length is set too short.'],
    next: 'Start again from the application.',
    reply: {
      what: (known) => `${youTried(known)} The sign-in had run out of time.`,
      can: (known) => `Start again from ${application(known)}, without a long pause in between.`,
    },
  },
} satisfies Partial<EndTable>;
