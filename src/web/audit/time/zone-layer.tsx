import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { isZone } from '../../../contract/zone.ts';
import { timeZonesQuery } from '../../api/time-zones.ts';
import { OpenerLayer } from '../../ui/opener-layer.tsx';
import type { Opened } from '../../ui/opener.tsx';
import { useRefusedZones } from './refused-zones.ts';
import { localZone, useSetZone, useZone } from './zone-choice.ts';
import css from './zone-layer.module.css';

/** The zones to choose from. */
export const ZoneLayer = (opened: Opened) => {
  const { choice } = useZone();
  const setZone = useSetZone();
  const local = localZone();
  const choose = (next: string) => {
    opened.onOpen(false);
    setZone(next);
  };
  return (
    <OpenerLayer {...opened} label="Time zone" position="bottom-end" className={css['zones']}>
      <Button size="xs" variant={choice === 'UTC' ? 'filled' : 'default'} onClick={() => choose('UTC')}>
        UTC
      </Button>
      <Button
        size="xs"
        variant={choice === 'local' ? 'filled' : 'default'}
        disabled={local === undefined}
        onClick={() => choose('local')}
      >
        Local ({local ?? 'this browser does not say its zone'})
      </Button>
      <NamedZone named={choice === 'UTC' || choice === 'local' ? '' : choice} onChoose={choose} />
    </OpenerLayer>
  );
};

type NamedProps = { readonly named: string; readonly onChoose: (zone: string) => void };

/** Any zone that both the server and this browser know, by any of its names; the common ones are suggested while typing. */
const NamedZone = ({ named, onChoose }: NamedProps) => {
  const listId = useId();
  const zones = useQuery(timeZonesQuery).data?.time_zones.filter(isZone) ?? [];
  const refused = useRefusedZones();
  const [text, setText] = useState(named);
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim();
    // whoever types fast is done before the server has said its names
    const names = [...zones, ...Intl.supportedValuesOf('timeZone')];
    const zone = names.find((each) => each.toLowerCase() === typed.toLowerCase()) ?? typed;
    const wrong = problemOf(zone, refused);
    setProblem(wrong);
    if (wrong === undefined) onChoose(zone);
  };
  return (
    <form className={css['named']} onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        label="Another zone"
        placeholder="Such as Europe/Berlin"
        list={listId}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
      <Button type="submit" size="xs" variant="default">
        Show in this zone
      </Button>
    </form>
  );
};

const problemOf = (zone: string, refused: ReadonlySet<string>): string | undefined => {
  if (refused.has(zone)) return 'The server does not know this zone';
  if (isZone(zone)) return undefined;
  return /^(?:UTC|GMT)?[+\-−]\d/i.test(zone)
    ? 'An offset is no zone. Give one by name, such as Asia/Kolkata'
    : 'There is no zone of this name';
};
