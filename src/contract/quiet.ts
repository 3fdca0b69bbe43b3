/**
 * When a stretch without a record is told as one of which records may be lacking: it would hardly have come by chance, by how
 * often the same times of the weeks before were empty. The sentences that say so are those of the page of sources.
 */
export const quietRule = {
  /** Stretches are looked for among buckets of so many minutes … */
  bucket_minutes: 5,
  /** … of so many days … */
  days: 90,
  /** … and held against the same times of so many weeks before, an hour earlier and later with them … */
  weeks: 6,
  /** … of which so many must be known. */
  known_weeks: 3,
  /** Chance makes such a stretch once in so many. */
  once_in: 1_000_000,
} as const;
