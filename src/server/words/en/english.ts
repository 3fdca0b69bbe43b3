import type { Words } from '../words.ts';
import { accountSentence, disabledMeanwhile } from './account.ts';
import { beforeSentence } from './attempt-before.ts';
import {
  absentSentences,
  comparedLabel,
  comparisonSentence,
  othersSentence,
  sinceSentence,
  usageWords,
} from './context.ts';
import { findingWords } from './findings.ts';
import { lengthOf } from './grammar.ts';
import { noteText } from './notes.ts';
import { escalationOf, replyTo } from './ready-texts.ts';
import { eventTitle, verdictWords } from './verdict.ts';

export const english: Words = {
  ...findingWords,
  verdict: verdictWords,
  eventTitle,
  note: noteText,
  length: lengthOf,
  reply: replyTo,
  escalation: escalationOf,
  unreadable: {
    title: 'Could not be read',
    sentence:
      'This attempt could not be read: the server made a mistake, and its log says which. Its events can be seen in the list of events.',
  },
  absent: absentSentences,
  property: comparedLabel,
  others: othersSentence,
  before: beforeSentence,
  since: sinceSentence,
  comparison: comparisonSentence,
  usage: usageWords,
  account: accountSentence,
  disabledMeanwhile,
};
