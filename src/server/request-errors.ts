/*
 * Why a request is not answered, as whoever finds it out throws it: `http/problems.ts` makes the problem document.
 */

/** A parameter of a question that is wrong, told by its name. */
export class BadParameter extends Error {
  readonly parameter: string;
  readonly detail: string;
  /** @param detail to be read after the name */
  constructor(parameter: string, detail: string) {
    super(`Parameter “${parameter}” ${detail}.`);
    this.name = 'BadParameter';
    this.parameter = parameter;
    this.detail = detail;
  }
}

/** What a question is about is not there. */
export class NothingThere extends Error {
  override readonly name = 'NothingThere';
}

/** What a request would begin under a name is under way already. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/** A body of events of which no event can be told. `at` names the place: a member by dots, or nothing for the body itself. */
export class BadBody extends Error {
  readonly at: string;
  constructor(at: string, detail: string) {
    super(detail);
    this.name = 'BadBody';
    this.at = at;
  }
}

/** A body holds more events than are taken. */
export class TooManyEvents extends Error {
  override readonly name = 'TooManyEvents';
}

/** The queue of what is to be written is full, or closing: nothing of the batch was taken. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}
