import type { Filters } from '../../../contract/filters.ts';
import {
  type WeekHours,
  readWeekHours,
  weekHoursWords,
  writeWeekHours,
} from '../../../contract/week-hours.ts';
import { FacetFrame, FacetValue } from './facet-frame.tsx';
import css from './facet-panel.module.css';
import { withHoursChoice } from './hours-choice.ts';

const whole: WeekHours['hours'] = [0, 24];

/** Hours of the week that people ask about, on the clocks of the zone that is shown. */
const offered: readonly { readonly word: string; readonly of: Omit<WeekHours, 'zone'> }[] = [
  { word: 'Working hours, Mon–Fri 08–18', of: { days: [0, 4], hours: [8, 18] } },
  { word: 'Night, 00–06', of: { days: [0, 6], hours: [0, 6] } },
  { word: 'Evening, 18–24', of: { days: [0, 6], hours: [18, 24] } },
  { word: 'Weekend', of: { days: [5, 6], hours: whole } },
];

type Props = {
  readonly filters: Filters;
  readonly zone: string;
  readonly onFilters: (change: (filters: Filters) => Filters) => void;
};

/** When in the week: hours to look for, or to exclude, such as working hours. Other hours come from the overview. */
export const HoursFacet = ({ filters, zone, onFilters }: Props) => {
  const { hours = [], notHours = [] } = filters;
  const lines = offered.map(({ word, of }) => ({ word, text: writeWeekHours({ ...of, zone }) }));
  const others = [...hours, ...notHours]
    .filter((text) => lines.every((line) => line.text !== text))
    .map((text) => {
      const read = readWeekHours(text);
      return { word: read ? weekHoursWords(read) : text, text };
    });
  return (
    <FacetFrame
      name="hours"
      title={`Hours of the week (${zone})`}
      chosen={hours.length + notHours.length}
      counts={[]}
      closed="Working hours, night, weekend"
    >
      <ul className={css['values']} aria-label="Hours of the week">
        {[...others, ...lines].map(({ word, text }) => (
          <FacetValue
            key={text}
            line={{
              value: text,
              count: undefined,
              choice: hours.includes(text) ? 'any' : notHours.includes(text) ? 'none' : undefined,
            }}
            word={word}
            onChoose={(kind) => onFilters((before) => withHoursChoice(before, kind, text))}
          />
        ))}
      </ul>
    </FacetFrame>
  );
};
