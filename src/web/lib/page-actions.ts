import { useEffect, useRef } from 'react';

/** Something a page can do, by name. */
export type PageAction = {
  readonly label: string;
  /** What else people call it. */
  readonly also?: string;
  /** The key that does the same. */
  readonly keys?: string;
  readonly run: () => void;
};

const sources = new Set<() => readonly PageAction[]>();

/** What can be done on the page that is shown, as it stands now. */
export const pageActions = (): readonly PageAction[] => [...sources].flatMap((actions) => actions());

/** Offer actions in the command palette, as long as the page is shown. They are made when somebody looks. */
export const usePageActions = (actions: () => readonly PageAction[]): void => {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const source = () => latest.current();
    sources.add(source);
    return () => {
      sources.delete(source);
    };
  }, []);
};
