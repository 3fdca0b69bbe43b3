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
  constructor(message: string) {
    super(message);
    this.name = 'NothingThere';
  }
}
