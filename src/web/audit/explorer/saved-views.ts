import { useMemo } from 'react';
import { z } from 'zod';
import { preferred, remember, usePreference } from '../../lib/preference.ts';

const key = 'authentication-audit.views';

// with two slashes it would be an address of another server
const viewSchema = z.object({ name: z.string().min(1), url: z.string().regex(/^\/(?![/\\])/) });
/** A view under a name: nothing but an address of this dashboard. */
type SavedView = z.infer<typeof viewSchema>;

/** Read the remembered views; what cannot be read is none. */
export const readViews = (text: string | undefined): readonly SavedView[] => {
  try {
    const views = z.array(viewSchema).safeParse(JSON.parse(text ?? '[]'));
    return views.success ? views.data : [];
  } catch {
    return []; // not by this version
  }
};

/** Put a view under a name, in place of the one of that name if there is one; sorted by name. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  [...views.filter(({ name }) => name !== view.name), view].toSorted((a, b) => a.name.localeCompare(b.name));

const write = (change: (views: readonly SavedView[]) => readonly SavedView[]): void =>
  remember(key, JSON.stringify(change(readViews(preferred(key)))));

/** The views saved in this browser, and the ways to change them. */
export const useSavedViews = () => {
  const text = usePreference(key);
  const views = useMemo(() => readViews(text), [text]);
  return {
    views,
    save: (view: SavedView) => write((before) => withView(before, view)),
    remove: (name: string) => write((before) => before.filter((each) => each.name !== name)),
  };
};
