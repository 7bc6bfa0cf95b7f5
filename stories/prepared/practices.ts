/** The practices of the prepared database. */
export const PRACTICES = {
  /** Its people are there, and nobody has written yet. */
  quiet: 'quiet',
  /** The practice of the demo, in the middle of its day. */
  riverside: 'riverside',
  /** One of its practitioners has come back from a month on an island. */
  crowded: 'crowded',
  /** Two people have written to each other for years: {@link LONG}. */
  long: 'long',
} as const;

export type PracticeId = keyof typeof PRACTICES;

/** The long conversation. */
export const LONG = { messages: 2_000, from: 'maya', to: 'ana' } as const;
