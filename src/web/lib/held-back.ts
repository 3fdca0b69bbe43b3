/** What somebody does next begins with one of these. */
const inputs = ['pointerdown', 'keydown'] as const;

/** Something that will be done once. */
export type HeldBack = { readonly now: () => void };

/**
 * Do something when all it waits for is there, but no later than `patience` (milliseconds), and before whatever
 * somebody does next, which begins from what has been done. Whoever goes back before takes it back.
 */
export const holdBack = (until: Promise<unknown>, patience: number, run: () => void): HeldBack => {
  let over = false;
  const drop = () => {
    over = true;
    clearTimeout(timer);
    for (const input of inputs) removeEventListener(input, now, { capture: true });
    removeEventListener('popstate', drop);
  };
  const now = () => {
    if (over) return;
    drop();
    run();
  };
  const timer = setTimeout(now, patience);
  for (const input of inputs) addEventListener(input, now, { capture: true });
  addEventListener('popstate', drop);
  void until.then(now, now);
  return { now };
};
