import { z } from 'zod';

/*
 * From when on something deserves a look, or turns a verdict: the numbers, and what each means to the API. The sentences
 * that say them are the server’s words (`words/en/thresholds.ts`).
 */

const above = (what: string, value: number) =>
  z.number().positive().default(value).meta({ description: what });
const whole = (what: string, value: number) =>
  z.number().int().positive().default(value).meta({ description: what });

/** When something deserves a look. Configuration: `AUTH_AUDIT_FINDINGS` holds JSON of those that differ. */
export const thresholdsSchema = z
  .strictObject({
    brute_force: z
      .strictObject({
        attempts: whole(
          'More attempts than this with refused credentials, of one account from one address …',
          10,
        ),
        minutes: above('… within so many minutes.', 60),
      })
      .prefault({}),
    spray: z
      .strictObject({
        users: whole('So many users or more are refused at one address …', 10),
        minutes: above('… within so many minutes.', 60),
        shared_days: whole(
          'At a shared address: more users than signed in there within so many days before …',
          3,
        ),
        browser_users: whole('… or so many or more with one browser that is new there.', 5),
      })
      .prefault({}),
    second_step_fatigue: z
      .strictObject({
        challenges: whole('So many second steps of one user, or more, refused or unanswered …', 5),
        strange: whole('… or so many from a strange network …', 2),
        minutes: above('… within so many minutes.', 10),
      })
      .prefault({}),
    stands_out: z
      .strictObject({
        minutes: whole('Length of the stretches that are judged.', 60),
        attempts: whole('So many decided attempts or more in the stretch.', 10),
        history_days: whole('Days, up to the day before a stretch, that are its history.', 28),
        history_attempts: whole('So many decided attempts or more in the history.', 100),
        times: above('Its rate is so many times that of the history or more …', 3),
        points: above('… and so many percentage points above it or more.', 25),
        users: whole(
          'So many users or more are among the unsuccessful; who gave no name counts by the address.',
          3,
        ),
        high: above('Of a provider, high when so great a part of its attempts or more is unsuccessful.', 0.5),
      })
      .prefault({}),
    first_seen: z
      .strictObject({
        successes: whole('Not seen in so many successes before.', 20),
        relay: whole(
          'Not told of users to whom the networks of so many or more of these successes were new: they come by relays.',
          10,
        ),
        refusal_hours: above('Graver when they were refused there within so many hours before …', 24),
        people: whole('… or when so many people or more signed in anew from the same address …', 3),
        people_days: whole('… on its UTC day and the days before, so many together …', 7),
        second_steps: whole(
          '… or when there was no second step, which so many sign-ins before had, one after the other.',
          5,
        ),
        known: whole('Only of users with so many successes before or more.', 5),
        history_days: whole(
          'Successes of so many UTC days before that of the sign-in are known: a question about a day must not read years.',
          28,
        ),
      })
      .prefault({}),
    retrying: z
      .strictObject({
        attempts: z.number().int().min(3).default(5).meta({
          description: 'So many attempts or more with refused credentials, at near-equal intervals …',
        }),
        tolerance: above('… each within this part of the middle one, or within a second.', 0.1),
        hours: above('Of a failed attempt, those of so many hours before and after are looked at.', 6),
      })
      .prefault({}),
    places: z
      .strictObject({
        days: whole(
          'Somebody’s own networks are those from which they signed in within so many days (IPv4 /16, IPv6 /32).',
          28,
        ),
        known: whole('A network is strange only for people with so many sign-ins in these days or more.', 5),
        shared_people: whole('A network is shared when so many people or more signed in from there …', 5),
        shared_days: whole('… on each of so many of these days or more.', 3),
      })
      .prefault({}),
    worth_a_look: z
      .strictObject({
        minutes: above('A sign-in within so many minutes of refused or unanswered second steps …', 60),
        strange: whole('… of which so many or more came from a strange network …', 2),
        strange_new_browser: whole('… or so many, with a browser that is new, too …', 1),
        anywhere: whole('… or so many from anywhere …', 5),
        anywhere_minutes: above('… within so many minutes.', 10),
        others: whole(
          'Or a sign-in from an address, not a shared one, that failed on so many other people …',
          5,
        ),
        others_minutes: above('… in so many minutes before.', 120),
      })
      .prefault({}),
    guessing: z
      .strictObject({
        refusals: whole('So many refused credentials from a strange network …', 10),
        minutes: above('… within so many minutes are somebody guessing …', 60),
        rhythm: whole('… or so many at near-equal intervals.', 5),
      })
      .prefault({}),
    provider_trouble: z
      .strictObject({
        others: whole('So many others fail the same way at one identity provider, or never come back …', 5),
        minutes: above('… within so many minutes before and after …', 15),
        share: above('… while at most this part of its usual share gets through …', 0.5),
        known: above('… and this part of them comes from addresses where somebody signed in lately.', 0.5),
        hours: above('How long it lasts is looked for within so many hours before and after.', 3),
      })
      .prefault({}),
    incidents: z
      .strictObject({
        minutes: above(
          'Findings about one address or one user are one incident within so many minutes.',
          120,
        ),
        share: above(
          'What stands out is one incident with what overlaps this part of the shorter of both, and can hold this part of its unsuccessful attempts.',
          0.5,
        ),
        going_on_minutes: above(
          'Still going when its last evidence lies within so many minutes before now, and the range ends now.',
          30,
        ),
      })
      .prefault({}),
  })
  .meta({ id: 'FindingThresholds' });
export type Thresholds = z.output<typeof thresholdsSchema>;
