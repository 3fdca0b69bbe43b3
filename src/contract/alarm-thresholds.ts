import { z } from 'zod';

const above = (what: string, value: number) =>
  z.number().positive().default(value).meta({ description: what });
const whole = (what: string, value: number) =>
  z.number().int().positive().default(value).meta({ description: what });

/** Thresholds by which the places of people are judged, and by which what happened around an attempt turns its verdict. */
export const alarmThresholds = {
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
    })
    .prefault({}),
};
