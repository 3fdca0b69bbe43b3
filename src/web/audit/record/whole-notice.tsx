import { useSearchParams } from 'react-router';
import { Notices } from '../looks/notices.tsx';

const ranged = ['range', 'from', 'to', 'calendar'];

/** Says that what an id holds together is shown whole, to whoever comes with a range. @param kind such as “session” */
export const WholeNotice = ({ kind }: { readonly kind: string }) => {
  const [params, setParams] = useSearchParams();
  const isRanged = ranged.some((name) => params.has(name));
  const dismiss = () =>
    setParams(
      (before) => {
        for (const name of ranged) before.delete(name);
        return before;
      },
      { replace: true },
    );
  return (
    <Notices
      notices={isRanged ? [`The time range in the address is not applied: this ${kind} is shown whole.`] : []}
      onDismiss={dismiss}
    />
  );
};
