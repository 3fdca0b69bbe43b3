import type { OutcomeCounts } from '../../../contract/attempts.ts';
import { type Others, howItWent, likelyOf, renewalWords } from './how-it-went.ts';
import css from './span-page.module.css';

type Props = { readonly by: OutcomeCounts; readonly renewals: number; readonly others: Others };

/** How the attempts of a page went, and what that most likely means. */
export const HowItWent = ({ by, renewals, others }: Props) => {
  const likely = likelyOf(by, others);
  return (
    <p className={css['went']}>
      {howItWent(by)} {renewalWords(renewals)}
      {likely !== undefined && <span>{likely}</span>}
    </p>
  );
};
