/** Shown columns whose value a deprecated property may supply: that is exported beside it, lest old values be lost. */
const companions: Readonly<Record<string, string>> = { event_name: 'stage', result: 'event' };

/** The columns of an export of the columns that are shown, in their order. */
export const exportColumns = (shown: readonly string[]): readonly string[] => [
  ...new Set(
    shown.flatMap((name) => {
      const companion = Object.hasOwn(companions, name) ? companions[name] : undefined;
      return companion === undefined ? [name] : [name, companion];
    }),
  ),
];
