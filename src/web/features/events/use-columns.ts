import { useMemo, useState } from 'react';
import { remember, usePreference } from '../../lib/preference.ts';
import { useNarrow } from '../../lib/use-media.ts';
import {
  type ColumnLayout,
  type ColumnLook,
  arranged,
  defaultColumns,
  movedBy,
  movedTo,
  narrowColumns,
  pinToggled,
  readColumns,
  readLook,
  resized,
  toggled,
} from './column-layout.ts';

const columnsKey = 'authentication-audit.columns';
const lookKey = 'authentication-audit.column-look';

/**
 * The columns of the table and the ways to change them. Which ones and in which order is in the link (`inUrl`)
 * or else remembered; how they look, which is nobody else’s matter, is always remembered.
 * @param toUrl writes the columns to the URL, or takes them off
 */
export const useColumns = (
  inUrl: readonly string[] | undefined,
  toUrl: (columns: readonly string[] | undefined) => void,
) => {
  const remembered = usePreference(columnsKey);
  const rememberedLook = usePreference(lookKey);
  const narrow = useNarrow();
  /** While a hand drags the edge of a column. */
  const [dragged, setDragged] = useState<{ readonly name: string; readonly width: number }>();

  const look = useMemo(() => readLook(rememberedLook), [rememberedLook]);
  const layout = useMemo((): ColumnLayout => {
    const shown = inUrl ?? readColumns(remembered) ?? (narrow ? narrowColumns : defaultColumns);
    return arranged(shown, dragged ? resized(look, dragged.name, dragged.width) : look);
  }, [inUrl, remembered, narrow, look, dragged]);

  const show = (shown: readonly string[]) => {
    if (inUrl) toUrl(shown);
    else remember(columnsKey, JSON.stringify(shown));
  };
  const lookAs = (next: ColumnLook) => remember(lookKey, JSON.stringify(next));
  return {
    layout,
    /** Whether the link says which columns are shown. */
    inLink: inUrl !== undefined,
    /** Whether there is something to reset. */
    changed: inUrl !== undefined || remembered !== undefined || rememberedLook !== undefined,
    toggle: (name: string) => show(toggled(layout.shown, name)),
    moveBy: (name: string, by: 1 | -1) => show(movedBy(layout, name, by)),
    moveTo: (name: string, target: string) => show(movedTo(layout.shown, name, target)),
    togglePin: (name: string) => lookAs(pinToggled(look, name)),
    resize: (name: string, width: number | undefined, done: boolean) => {
      setDragged(done || width === undefined ? undefined : { name, width });
      if (done) lookAs(resized(look, name, width));
    },
    setInLink: (linked: boolean) => {
      if (!linked) remember(columnsKey, JSON.stringify(layout.shown));
      toUrl(linked ? layout.shown : undefined);
    },
    reset: () => {
      remember(columnsKey, undefined);
      remember(lookKey, undefined);
      if (inUrl) toUrl(undefined);
    },
  };
};

export type Columns = ReturnType<typeof useColumns>;
