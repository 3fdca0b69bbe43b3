/** How one step of a check went, in a sentence, and what to do where it fails. */
export type CheckStep = {
  readonly state: 'stands' | 'notes' | 'fails';
  readonly name: string;
  readonly text: string;
  readonly next?: string | undefined;
};

const step =
  (state: CheckStep['state']) =>
  (name: string, text: string, next?: string): CheckStep => ({
    state,
    name,
    text: text.replace(/\.$/, ''),
    next,
  });

export const stands = step('stands');
/** What is neither right nor wrong. */
export const notes = step('notes');
export const fails = step('fails');

const marks: Readonly<Record<CheckStep['state'], string>> = { stands: '✓', notes: '–', fails: '✗' };

/** A step as lines for a terminal. */
export const stepLines = ({ state, name, text, next }: CheckStep): readonly string[] => [
  `  ${marks[state]} ${name}: ${text}.`,
  ...(next === undefined ? [] : [`    What to do: ${next}.`]),
];
