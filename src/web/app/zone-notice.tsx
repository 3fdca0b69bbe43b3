import { Notices } from '../audit/looks/notices.tsx';
import { useForgetZone, useZone } from '../audit/time/zone-choice.ts';

/** Says on every page that the chosen zone cannot be shown, and which is shown instead. */
export const ZoneNotice = () => {
  const { problem } = useZone();
  const forget = useForgetZone();
  return (
    <Notices label="Zone of times" notices={problem === undefined ? [] : [problem]} onDismiss={forget} />
  );
};
