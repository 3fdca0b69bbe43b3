import type { TextParams, Verdict } from '../../../contract/outcome.ts';
import type { Diagnosis } from '../../diagnosis/diagnose.ts';
import type { CodedEvent } from '../../diagnosis/params.ts';
import { words } from '../../words/language.ts';

type Params = Readonly<Record<string, TextParams[string] | bigint | CodedEvent | undefined>>;

/** Params as the API answers them: a length of time and a step are told in words. */
const textParams = (params: Params): TextParams =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (typeof value === 'bigint') return [[name, words.length(value)]];
      return [[name, typeof value === 'object' ? words.eventTitle(value) : value]];
    }),
  );

/** A verdict as the API answers it. @param zone IANA zone in which times are written */
export const wordVerdict = (diagnosis: Diagnosis, zone: string): Verdict => {
  const { outcome, certainty, decided_by, code, turn, params, owner, notes } = diagnosis;
  const { title, short, sentence, causes, next } = words.verdict(diagnosis, zone);
  return {
    outcome,
    certainty,
    decided_by,
    code: turn ?? code,
    params: textParams(params),
    title,
    ...(short === undefined ? {} : { short }),
    sentence,
    causes: [...causes],
    ...(turn && outcome === 'signed_in' ? { worth_a_look: true as const } : {}),
    ...(owner === undefined || next === undefined ? {} : { next_step: { owner, text: next } }),
    notes: notes.map((note) => ({
      code: note.code,
      params: textParams(note.params),
      text: words.note(note, zone),
    })),
  };
};
