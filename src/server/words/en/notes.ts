import type { CodedNote, NoteParams } from '../../diagnosis/params.ts';
import type { NoteTable } from '../words.ts';
import { brief, clockTime, counted, grouped, lengthOf } from './grammar.ts';

type Named = { readonly stage: string; readonly result: string };

const named = ({ stage, result }: Named): string => `“${brief(stage)}” with “${brief(result)}”`;

/** “ since 09:02 UTC on 21 Nov 2026”; nothing when it is not told. */
const sinceWhen = ({ since }: NoteParams['account_disabled'], zone: string): string =>
  since === undefined ? '' : ` since ${clockTime(since, zone)}`;

const directoryOf = ({ source }: NoteParams['account_disabled']): string =>
  `the directory (${brief(source)})`;

/** What a reader of an attempt should know besides. */
const noteTable: NoteTable = {
  org_differs: (note) =>
    `The account is of ${brief(note.org)}, the application of ${brief(note.login_org)}. That is by design, not an error.`,
  clock_backwards: (note) =>
    `“${brief(note.stage)}” is dated before “${brief(note.before)}” though it can only have come after it: a clock may be wrong. Times are shown as recorded.`,
  went_on: (note) =>
    `After that, the attempt went on to “${brief(note.stage)}”, ${brief(note.result)}; no other end is recorded.`,
  not_recognised: (note) => `${named(note)} is not recognised, and decided nothing.`,
  legacy: () => 'Decided by an old record that has only stage and event.',
  flat: () => 'The log holds no browser steps around this, so the outcome is an inference.',
  no_end: () => 'No end event is recorded; the newest events may still be arriving.',
  closed: (note) => `It was then closed by ${named(note)}, which is no cause of its own.`,
  too_late: (note) => `${named(note)} came after the attempt was closed: too late.`,
  late: (note) =>
    `After the sign-in, “${brief(note.stage)}” ended with “${brief(note.result)}”. That decides nothing: a code that was used again, or a session that ended later.`,
  retrying: (note) =>
    `It failed ${counted(note.count, 'time', 'times')} from ${brief(note.ip)}, about every ${lengthOf(note.interval)}.`,
  cut: (note, zone) =>
    `Its beginning may be missing, and what is said here tells of the rest: events before ${clockTime(note.before, zone)} were removed by rule.`,
  partial: (note) =>
    `The attempt has ${counted(note.count, 'event', 'events')}; this was read from its newest ${grouped(note.read)}.`,
  account_disabled: (note, zone) =>
    note.since === undefined
      ? `The account is disabled now in ${directoryOf(note)}, which does not say since when.`
      : `The account is disabled in ${directoryOf(note)}${sinceWhen(note, zone)}.`,
  account_disabled_yet: (note, zone) =>
    note.since === undefined
      ? `The account is disabled now in ${directoryOf(note)}, which does not say since when.`
      : `The account is disabled in ${directoryOf(note)}${sinceWhen(note, zone)}, and yet it was signed in.`,
  account_pending: (note) => `The account is pending now in ${directoryOf(note)}.`,
  account_gone: (note, zone) =>
    `The account is no longer listed in ${directoryOf(note)}${sinceWhen(note, zone)}.`,
};

/** A note as a sentence. */
export const noteText = ({ code, params }: CodedNote, zone: string): string => {
  // each code comes with its own params, which the compiler cannot see through the union
  const text = noteTable[code] as (params: CodedNote['params'], zone: string) => string;
  return text(params, zone);
};
