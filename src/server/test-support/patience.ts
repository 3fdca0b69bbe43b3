/** So long, in milliseconds, a test waits for what must come: on a machine that others use, only a hang takes longer. */
export const patience = 300_000;
