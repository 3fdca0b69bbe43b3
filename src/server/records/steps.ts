/** A long work that can be left after each step and gone on with later. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Do all of a work at once. */
export const runWhole = <Result>(steps: Steps<Result>): Result => {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};
