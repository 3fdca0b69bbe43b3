import css from './overview-page.module.css';
import { unsuccessfulWords } from './share-data.ts';

/** What the words of the page mean. */
export const Definitions = () => (
  <details className={css['definitions']}>
    <summary>How this is counted</summary>
    <ul>
      <li>
        Everything counts sign-in attempts by their start; events are counted only where it says events.
      </li>
      <li>
        <b>Unsuccessful</b> is {unsuccessfulWords.replace(' and ', ' or ')}. <b>Did not finish</b> is apart:
        nothing says that somebody could not sign in.
      </li>
      <li>
        <b>Decided</b> is signed in or unsuccessful. The <b>failure rate</b> is unsuccessful of decided, the{' '}
        <b>success rate</b> signed in of decided.
      </li>
      <li>
        A <b>renewal</b> continues a session that somebody signed in to before, or was to: nobody did
        anything. It is counted among the attempts by how it ended, but no user and no time is counted by it.
      </li>
      <li>
        A user is counted by user id, else by the id at the identity provider. The <b>median time</b> to sign
        in is from the start of attempts that signed in to the event that says so; those of one event took no
        time and are left out.
      </li>
      <li>
        <b>Waiting for</b> is who was to act next, of attempts that nothing has ended. The platform is the
        service that signs people in.
      </li>
      <li>
        The <b>period before</b> is as long and ends where this one begins. A time of the calendar is compared
        with the same of the one before: this week with the week before up to the same weekday and time. A
        change is coloured from a tenth of what it was (of a rate, one point), red where it means trouble.
      </li>
    </ul>
  </details>
);
